import { HOTLINE_ANSWERS, hotlineAnswers } from '../../domain/cases/breach.js';
import { inOrder, newest } from '../../domain/cases/events.js';
import { type Outcome, outcomeOf, outcomesOf } from '../../domain/cases/outcome.js';
import { levelForRole } from '../../domain/notification.js';
import type { Matter } from '../../store/answer.store.js';
import type { CaseRow, ReplyRow } from '../../store/cases/case.reader.js';
import type { Handover } from '../../store/offices/handover.store.js';
import {
  caseHref,
  exposureHref,
  flagHref,
  letterPlacesHref,
  lettersHref,
  replyHref,
  studyHref,
} from '../record-links.js';
import type {
  CaseLineView,
  CaseReplyView,
  CaseShell,
  CaseView,
  ChoiceView,
  HotlineView,
  OfferView,
} from '../views/case.js';
import { mayAct } from '../visitor.js';
import { historyOf } from './case-history.js';
import { type CaseReaderOf, inFull, momentDay, say } from './case-reader.js';
import { requestKinds, requestViews } from './case-requests.js';
import { caseKeys, caseLevel, isTakenBack } from './case-plan.js';
import { caseSteps, complainDay, letterDay, openSteps, scanOf } from './case-steps.js';

export type CaseFacts = Omit<CaseView, keyof CaseShell | 'handover'>;

/** A case, and what was sent of it, as its reader sees it: who may not act sees neither the notes and papers, nor what only the letter tells. */
export function caseFacts(row: CaseRow, sent: Handover[], reader: CaseReaderOf): CaseFacts {
  const acts = mayAct(reader.who);
  const page = caseHref(row.patientId, row.id);
  const takenBack = isTakenBack(row);
  const open = !takenBack && outcomeOf(row.outcomes) === null;
  return {
    heading: titleOf(row, reader),
    level: open ? levelForRole(reader.who.role, caseLevel(row)) : 'quiet',
    asked: askedOf(row, reader),
    causeHref: causeHref(row),
    askPerson: acts ? null : say(reader, 'ask-person'),
    closed: closedOf(row, reader),
    takenBack,
    ...caseSteps(row, reader),
    stepAction: acts && open ? page : null,
    dates: datesOf(row, reader),
    requests: requestViews(row, reader),
    requestKinds: requestKinds(reader),
    lettersHref: lettersOf(row),
    recipient: row.organization,
    notes: acts ? notesOf(row, reader) : [],
    replies: acts ? repliesOf(row, reader) : [],
    hotline: acts && row.exposureId !== null ? hotlineOf(row, reader) : null,
    offer: acts && row.exposureId !== null ? offerOf(row, reader) : null,
    outcomes: outcomeChoices(row, reader),
    history: historyOf(row, sent, reader),
    today: reader.today,
    action: acts ? page : null,
  };
}

/** One line of a patient's cases. */
export function caseLine(row: CaseRow, reader: CaseReaderOf): CaseLineView {
  const closed = closedOf(row, reader);
  return {
    href: caseHref(row.patientId, row.id),
    title: titleOf(row, reader),
    state: closed?.join(' ') ?? openedLine(row, reader),
    steps: closed === null ? say(reader, 'open-steps', { count: openSteps(row, reader.today) }) : null,
  };
}

export function titleOf({ exposureId, organization }: CaseRow, reader: CaseReaderOf): string {
  return exposureId === null ? say(reader, 'title.study') : say(reader, 'title.breach', { organization });
}

/** What the case is about, and since when. */
export function askedOf(row: CaseRow, reader: CaseReaderOf): string[] {
  const { organization, filing } = row;
  const values = { organization, reportedName: filing?.name ?? organization, ...scanOf(row, reader) };
  return [say(reader, `asked.${aboutOf(row)}`, values), openedLine(row, reader)];
}

function aboutOf(row: CaseRow): 'study' | 'taken-back' | 'letter' | 'vendor' | 'breach' {
  const { exposureId, paper, exposure } = row;
  if (exposureId === null) return 'study';
  if (isTakenBack(row)) return 'taken-back';
  if (paper !== null) return 'letter';
  return exposure?.situation === 'S14' ? 'vendor' : 'breach';
}

function openedLine({ openedAt, openedBy }: CaseRow, reader: CaseReaderOf): string {
  return say(reader, 'opened', { by: openedBy, day: momentDay(reader, openedAt.toISOString()) });
}

/** How it ended; null while it is open. */
export function closedOf(row: CaseRow, reader: CaseReaderOf): string[] | null {
  if (isTakenBack(row)) return [say(reader, 'outcome.taken-back')];
  const said = outcomeOf(row.outcomes);
  if (said === null) return null;
  const { outcome, at, by } = said;
  return [
    say(reader, `outcome.${outcome}`),
    say(reader, 'outcome.closed', { by, day: momentDay(reader, at) }),
  ];
}

/** What a case follows from. */
export function causeOf({ flagId, studyId, exposureId }: CaseRow): { matter: Matter; id: string } {
  if (flagId !== null) return { matter: 'flag', id: flagId };
  return studyId !== null ? { matter: 'study', id: studyId } : { matter: 'exposure', id: exposureId! };
}

const HREF_OF = { flag: flagHref, study: studyHref, exposure: exposureHref };

function causeHref(row: CaseRow): string {
  const { matter, id } = causeOf(row);
  return HREF_OF[matter](row.patientId, id);
}

/** Letters to the place of the case, about its scan. */
function lettersOf({ patientId, organizationId, scanId }: CaseRow): string {
  if (organizationId === null) return letterPlacesHref(patientId);
  return lettersHref(patientId, organizationId, { study: scanId, as: null });
}

/** Days that the law or a letter sets. */
export function datesOf(row: CaseRow, reader: CaseReaderOf): string[] {
  if (isTakenBack(row)) return [];
  const offer = mayAct(reader.who) ? (newest(row.offers)?.enrolBy ?? null) : null;
  const complaint = caseKeys(row).includes('complain') ? complainDay(row, reader) : null;
  const past = complaint !== null && reader.today > complaint;
  const lines: [string, string | null][] = [
    ['date.letter', letterDay(row)],
    ['date.offer', offer],
    [past ? 'date.complain.past' : 'date.complain', complaint],
  ];
  return lines.flatMap(([id, day]) => (day === null ? [] : [say(reader, id, { day: inFull(reader, day) })]));
}

export function notesOf({ notes }: CaseRow, reader: CaseReaderOf): CaseView['notes'] {
  return inOrder(notes).map(({ words, by, at }) => ({ text: words, by, on: momentDay(reader, at) }));
}

function repliesOf(row: CaseRow, reader: CaseReaderOf): CaseReplyView[] {
  return inTime(row.replies).map((reply) => ({
    href: replyHref(row.patientId, row.id, reply.id),
    text: replyLine(reply, reader),
  }));
}

function inTime(replies: ReplyRow[]): ReplyRow[] {
  return [...replies].sort((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id));
}

export function replyLine({ type, size, by, at }: ReplyRow, reader: CaseReaderOf): string {
  const kilobytes = new Intl.NumberFormat(reader.words.locale, {
    style: 'unit',
    unit: 'kilobyte',
    maximumFractionDigits: 0,
  }).format(Math.max(1, Math.round(size / 1024)));
  const id = type === 'application/pdf' ? 'reply.pdf' : 'reply.photo';
  return say(reader, id, { size: kilobytes, by, day: momentDay(reader, at) });
}

function hotlineOf({ answers }: CaseRow, reader: CaseReaderOf): HotlineView[] {
  return hotlineAnswers(answers).map(({ question, said }) => ({
    question,
    asks: say(reader, `hotline.${question}`),
    said:
      said === null
        ? null
        : say(reader, `hotline.${said.answer}`, { by: said.by, day: momentDay(reader, said.at) }),
    answers: HOTLINE_ANSWERS.map((value) => ({
      value,
      label: reader.words.say(`cases.label.${value === 'not-said' ? 'notSaid' : value}`),
      chosen: said?.answer === value,
    })),
  }));
}

/** What was written down last; before that, what the letter that somebody typed in tells. */
function offerOf({ offers, paper }: CaseRow, reader: CaseReaderOf): OfferView {
  const known = newest(offers) ?? { code: paper?.offerCode ?? null, enrolBy: null };
  const { code, enrolBy } = known;
  return {
    lines: [
      ...(code === null ? [] : [say(reader, 'offer.code', { code })]),
      ...(enrolBy === null ? [] : [say(reader, 'date.offer', { day: inFull(reader, enrolBy) })]),
    ],
    code: code ?? '',
    enrolBy: enrolBy ?? '',
  };
}

function outcomeChoices({ exposureId }: CaseRow, reader: CaseReaderOf): ChoiceView[] {
  return outcomesOf(exposureId === null ? 'study' : 'breach').map((value: Outcome) => ({
    value,
    label: say(reader, `outcome.${value}`),
    chosen: false,
  }));
}
