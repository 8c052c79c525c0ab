import type { Filing } from '../domain/filing.js';
import { localeOf, wordsIn } from '../words/words.js';
import { affectedOf, REPORTED_TO } from './filed-data.js';
import type { FilingView } from './views/breach-review.js';
import { breachKind } from './words/breach-kinds.js';
import { excerpt } from './words/excerpt.js';
import { dayOnly, momentWords, type Reader } from './words/times.js';
import { webLink } from './words/web-link.js';

const LONGEST_NAME = 300;
const LONGEST_TEXT = 500;
const MOST_WORDS = 20;

/** One filing as it stands in its feed. Feeds write what they like: every text is cut to what a page bears. */
export function filingView(filing: Filing, goneAt: string | null, reader: Reader): FilingView {
  const breachDay = filing.breachStart ?? filing.breachEnd;
  return {
    name: filedName(filing, reader),
    source: REPORTED_TO[filing.source],
    state: filing.state,
    reportedOn: filing.submitted === null ? null : dayOnly(filing.submitted, reader),
    breachOn: breachDay === null ? null : dayOnly(breachDay, reader),
    kind: breachKind(filing),
    asFiled: texts([...filing.types, ...filing.locations]),
    affected: affectedOf(filing),
    informationTypes: texts(filing.informationTypes),
    description: excerpt(filing.description, LONGEST_TEXT),
    report: webLink(filing.url),
    gone: goneAt === null ? null : momentWords(new Date(goneAt), reader),
  };
}

export function filedName({ name }: Pick<Filing, 'name'>, reader: Reader): string {
  return excerpt(name, LONGEST_NAME) ?? noName(reader);
}

/** What a breach is called that nobody named. */
export function noName({ language }: Reader): string {
  return wordsIn(localeOf(language)).say('breaches.noName');
}

/** @param given undefined in rows that were stored before feeds were read for it */
function texts(given: string[] | undefined): string[] {
  return (given ?? []).slice(0, MOST_WORDS).flatMap((text) => excerpt(text, LONGEST_NAME) ?? []);
}
