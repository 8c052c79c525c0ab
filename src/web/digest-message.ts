import type { Told } from '../domain/messages/told.js';
import type { DigestFacts } from '../store/digest.store.js';
import { dayInFull } from '../words/days.js';
import { wordsIn } from '../words/words.js';
import type { WrittenMessage } from '../words/write-message.js';
import { audienceOf, dayAfter, messageOf, type MessageReader } from './message-of.js';

/** A digest as it was written (DigestStore.read), in the language and by the clock of its reader. */
export function digestMessage(
  { until, facts }: { until: Date; facts: DigestFacts },
  to: MessageReader,
): WrittenMessage {
  const day = (moment: string | Date): string => dayAfter(new Date(moment), 0, to);
  const { unread = [] } = facts;
  const lasting = facts.gaps.filter((gap) => gap.until === null);
  const past = facts.gaps.flatMap(({ place, since, until: end }) =>
    end === null ? [] : [{ place, lookedOn: day(since), until: day(end) }],
  );
  const told: Told = {
    situation: 'S20',
    level: 'quiet',
    audience: audienceOf(to.who),
    place: 'unknown',
    news: facts.news > 0,
    known: facts.known > 0,
    open: facts.open > 0,
    watched: facts.places.length > 0,
    unread: unread.length > 0,
    gaps: lasting.length > 0,
    pastGaps: past.length > 0,
    due: facts.requests.length > 0,
  };
  const { news, known, open } = facts;
  const tables = {
    places: facts.places.map(({ place, lookedAt }) => ({ place, lookedOn: day(lookedAt) })),
    unread: unread.map(({ place, since }) => ({ place, linkedOn: day(since) })),
    gaps: lasting.map(({ place, since }) => ({ place, lookedOn: day(since) })),
    pastGaps: past,
    requests: facts.requests.map(({ kind, recipient, dueOn }) => ({
      request: `${wordsIn(to.locale).say(`messages.request.${kind}`)} (${recipient})`,
      dueOn: dayInFull(dueOn, to.locale),
    })),
  };
  return messageOf(told, { values: { asOf: day(until), news, known, open }, tables }, to);
}
