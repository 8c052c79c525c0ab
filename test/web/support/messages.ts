import type { Told } from '../../../src/domain/messages/told.js';
import { NO_SIGNS, plainReasons } from '../../../src/domain/messages/plain-reasons.js';
import type { Level } from '../../../src/domain/level.js';
import type { Situation } from '../../../src/domain/situation.js';
import type { Who } from '../../../src/web/views/shell.js';
import { audienceOf, messageOf } from '../../../src/web/message-of.js';
import { scanWords } from '../../../src/words/scan-words.js';
import { wordsIn } from '../../../src/words/words.js';
import type { WrittenMessage } from '../../../src/words/write-message.js';
import type { Fill } from './values.js';

const READER = { language: 'en', zone: 'America/New_York', now: new Date('2026-05-03T12:00:00Z') };

/** A message as pages show it, about a breast scan with a date; `told` is what is not the same as in most. */
export function aMessage(
  fill: Fill,
  who: Who,
  situation: Situation,
  level: Level,
  told: object = {},
): WrittenMessage {
  const asked = {
    answer: null,
    dealt: false,
    why: [{ code: 'no-order-visit-or-report' }, { code: 'dated-long-before-first-seen', years: 7 }],
    reasons: plainReasons(situation, NO_SIGNS),
    billFits: false,
    dated: true,
    firstList: false,
    how: situation === 'S05' ? 'gone' : 'changed',
    texts: false,
    by: 'label',
    product: false,
  };
  const whole = { situation, level, audience: audienceOf(who), place: 'US', ...asked, ...told } as Told;
  const day = '14 February 2019';
  const values = {
    organization: fill.organization,
    reportedName: fill.text('Lakeside'),
    reportedTo: 'hhs',
    reportedOn: day,
    letterOn: day,
    letterBy: day,
    hotline: fill.text('1-800'),
    offerCode: fill.text('AB-1'),
    affected: 1842,
    before: 501,
    studies: 2,
    complainBy: day,
    scanDay: day,
    seenOn: day,
    goneSince: day,
    firstSeen: day,
    since: day,
    entries: 2,
    ...scanWords(wordsIn('en'), 'mammogram', day),
  };
  return messageOf(whole, { values }, { who, locale: 'en', reader: READER });
}
