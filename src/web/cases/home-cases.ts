import { answerDue, type RequestKind } from '../../domain/cases/clocks.js';
import { isLetter } from '../../domain/cases/plan.js';
import { isUnderWay, requestState } from '../../domain/cases/requests.js';
import { stepsOn } from '../../domain/cases/steps.js';
import type { CaseRow } from '../../store/cases/case.reader.js';
import type { WatchedPatient } from '../../store/pages/home.reader.js';
import type { Locale } from '../../words/words.js';
import { wordsIn } from '../../words/words.js';
import { caseHref, requestHref } from '../record-links.js';
import type { OpenCaseView, WaitingView } from '../views/home.js';
import { dayOnly, momentWords, type Reader } from '../words/times.js';
import { type CaseReaderOf, dayOf } from './case-reader.js';
import { caseLine } from './case-view.js';
import { caseKeys } from './case-plan.js';
import { letterDay, openSteps } from './case-steps.js';

/** Cases with a step that can be done now, the newest first. */
export function openCases(watched: WatchedPatient[], reader: Reader, locale: Locale): OpenCaseView[] {
  return watched
    .flatMap((patient) => patient.cases.map((row) => ({ row, to: readerOf(patient, reader, locale) })))
    .filter(({ row, to }) => openSteps(row, to.today) > 0)
    .sort((a, b) => b.row.openedAt.getTime() - a.row.openedAt.getTime())
    .map(({ row, to }) => {
      const { href, title, steps } = caseLine(row, to);
      return { href, title, steps: steps!, who: to.who, locale };
    });
}

/** What others owe: answers to letters, and letters about breaches. The one that is due first comes first. */
export function waitingOn(watched: WatchedPatient[], reader: Reader, locale: Locale): WaitingView[] {
  return watched
    .flatMap((patient) => {
      const to = readerOf(patient, reader, locale);
      return patient.cases.flatMap((row) => [...letters(row, to, reader), ...breachLetter(row, to, reader)]);
    })
    .sort((a, b) => (a.due?.iso ?? '9999').localeCompare(b.due?.iso ?? '9999'));
}

function readerOf({ name, role }: WatchedPatient, { zone, now }: Reader, locale: Locale): CaseReaderOf {
  return { who: { name, role }, words: wordsIn(locale), zone, today: dayOf(now.toISOString(), zone) };
}

const WHAT: Record<RequestKind, WaitingView['what']> = {
  access: 'copies',
  correction: 'correction',
  disclosures: 'disclosures',
  other: 'other',
};

function letters(row: CaseRow, { who }: CaseReaderOf, reader: Reader): WaitingView[] {
  return row.requests.flatMap((request) => {
    const state = requestState(request);
    if (!isUnderWay(state)) return [];
    const due = answerDue(state)?.due ?? null;
    return [
      {
        what: WHAT[request.kind],
        href: requestHref(row.patientId, row.id, request.id),
        who,
        organization: request.recipient,
        since: dayOnly(request.sentOn, reader)!,
        due: due === null ? null : dayOnly(due, reader),
      },
    ];
  });
}

/** The letter about a breach, until somebody marks that step. */
function breachLetter(row: CaseRow, { who, today }: CaseReaderOf, reader: Reader): WaitingView[] {
  const awaited = stepsOn(caseKeys(row), row.steps, today).some(
    ({ key, state }) => isLetter(key) && (state === 'open' || state === 'not-now'),
  );
  if (row.exposureId === null || !awaited) return [];
  const due = letterDay(row);
  return [
    {
      what: 'letter',
      href: caseHref(row.patientId, row.id),
      who,
      organization: row.organization,
      since: momentWords(row.openedAt, reader),
      due: due === null ? null : dayOnly(due, reader),
    },
  ];
}
