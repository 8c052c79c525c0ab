import {
  answerDue,
  type AnswerDue,
  REQUEST_KINDS,
  remindersOf,
  silenceComplainBy,
  standingOn,
} from '../../domain/cases/clocks.js';
import { daysAfter } from '../../domain/cases/calendar.js';
import { placeOf } from '../../domain/letters/place.js';
import {
  type CaseRequest,
  isUnderWay,
  type RequestState,
  requestState,
} from '../../domain/cases/requests.js';
import { lawLine } from '../../domain/law.js';
import { stateLaw } from '../../domain/messages/steps.js';
import { composeMessage } from '../../domain/messages/compose.js';
import type { CaseRow } from '../../store/cases/case.reader.js';
import { sayLawAt } from '../../words/law.js';
import { writeMessage, type WrittenMessage } from '../../words/write-message.js';
import { audienceOf } from '../message-of.js';
import { requestHref } from '../record-links.js';
import type { CaseRequestView, ChoiceView } from '../views/case.js';
import { complainWords } from '../words/complain-words.js';
import { type CaseReaderOf, inFull, say } from './case-reader.js';
import { valuesOf } from './case-steps.js';

const CALL_DAYS = 7;

/** The letters of a case, the newest first; what was never sent is left to the history. */
export function requestViews(row: CaseRow, reader: CaseReaderOf): CaseRequestView[] {
  return [...row.requests]
    .filter((request) => !requestState(request).mistaken)
    .sort((a, b) => b.sentOn.localeCompare(a.sentOn) || b.at.localeCompare(a.at))
    .map((request) => ({
      href: requestHref(row.patientId, row.id, request.id),
      lines: requestLines(request, row, reader),
    }));
}

/** What was sent and what became of it, a sentence each. */
export function requestLines(
  request: CaseRequest,
  place: Pick<CaseRow, 'state' | 'country'>,
  reader: CaseReaderOf,
): string[] {
  const state = requestState(request);
  const { receivedOn, extended, answeredOn, mistaken } = state;
  const kind = say(reader, `request.${request.kind}`);
  return [
    say(reader, 'request.sent', { kind, recipient: request.recipient, day: inFull(reader, request.sentOn) }),
    ...(receivedOn === null ? [] : [say(reader, 'request.received', { day: inFull(reader, receivedOn) })]),
    ...(extended ? [say(reader, 'request.extended')] : []),
    ...(answeredOn === null ? [] : [say(reader, 'request.answered', { day: inFull(reader, answeredOn) })]),
    ...(mistaken ? [say(reader, 'request.mistaken')] : []),
    ...(isUnderWay(state) ? [...clockLines(state, reader), ...stateLines(request, place, reader)] : []),
  ];
}

function clockLines(state: RequestState, reader: CaseReaderOf): string[] {
  const answer = answerDue(state);
  if (answer === null) return [say(reader, 'request.no-date')];
  const next = remindersOf(state).find(({ on }) => on > reader.today);
  return [
    dueLine(answer, reader),
    ...(next === undefined ? [] : [say(reader, 'request.remind', { day: inFull(reader, next.on) })]),
  ];
}

/** The clock goes by the federal rule; where the state asks for an answer sooner, its own rule stands beside it. */
function stateLines(
  { kind, time }: CaseRequest,
  place: Pick<CaseRow, 'state' | 'country'>,
  reader: CaseReaderOf,
): string[] {
  const rule = time === null || kind !== 'access' ? null : stateLaw(placeOf(place), kind);
  if (rule === null) return [];
  const said = sayLawAt(reader.words, rule, reader.today);
  return [say(reader, 'request.federal', { rule: said, cite: lawLine(rule).cite })];
}

function dueLine({ due, about }: AnswerDue, reader: CaseReaderOf): string {
  const day = inFull(reader, due);
  if (reader.today > due) return say(reader, 'request.late', { day });
  return say(reader, about ? 'request.due-about' : 'request.due', { day });
}

/** The message about a letter whose answer is due or late (S21); null where there is no hurry, or nothing to wait for. */
export function requestMessage(
  row: CaseRow,
  request: CaseRequest,
  reader: CaseReaderOf,
): WrittenMessage | null {
  const state = requestState(request);
  const standing = standingOn(state, reader.today);
  if (!isUnderWay(state) || standing === 'no-date' || standing === 'in-time') return null;
  const { due, last } = answerDue(state)!;
  const { who, words, today } = reader;
  const complaint = silenceComplainBy({ last });
  const late = standing !== 'soon';
  const callBy = callDay(standing, { due, last }, today);
  const message = composeMessage({
    situation: 'S21',
    level: 'check',
    audience: audienceOf(who),
    place: placeOf(row),
    late,
    last: late && due !== last,
    complain: standing === 'last',
  });
  const values = {
    who: who.role,
    name: who.name,
    ...valuesOf(row, reader),
    complainBy: complainWords(complaint, today, words),
    callBy: inFull(reader, callBy),
    organization: request.recipient,
    request: words.say(`messages.request.${request.kind}`),
    sentOn: inFull(reader, request.sentOn),
    dueOn: inFull(reader, due),
    lastOn: inFull(reader, last),
  };
  return writeMessage(message, { today, values, quotes: {}, tables: {} }, words);
}

/** A week after the day that passed, or the day that comes; today where that is over too. */
function callDay(
  standing: 'soon' | 'late' | 'last',
  { due, last }: Pick<AnswerDue, 'due' | 'last'>,
  today: string,
): string {
  const day = standing === 'soon' ? due : daysAfter(standing === 'late' ? due : last, CALL_DAYS);
  return day < today ? today : day;
}

/** What one can have asked for. */
export function requestKinds(reader: CaseReaderOf): ChoiceView[] {
  return REQUEST_KINDS.map((value) => ({ value, label: say(reader, `request.${value}`), chosen: false }));
}
