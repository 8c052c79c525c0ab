import type { CaseRow } from '../../../src/store/cases/case.reader.js';
import { wordsIn } from '../../../src/words/words.js';
import type { CaseShell } from '../../../src/web/views/case.js';
import { caseFacts, caseLine } from '../../../src/web/cases/case-view.js';
import { type CaseReaderOf, labelsOf, say } from '../../../src/web/cases/case-reader.js';
import { requestLines, requestMessage } from '../../../src/web/cases/case-requests.js';
import { aStudy } from '../../support/a-study.js';
import type { Case } from './cases.js';
import { cared, type Fill, self, TODAY, viewer } from './values.js';
import type { CaseHandoverView } from '../../../src/web/offices/views.js';
import type { Who } from '../../../src/web/views/shell.js';

const AT = '2026-05-04T10:00:00Z';

function readerOf(who: Who): CaseReaderOf {
  return { who, words: wordsIn('en'), zone: 'UTC', today: '2026-06-08' };
}

function shell(fill: Fill, who: Who): CaseShell {
  return {
    lang: 'en',
    csrf: 'token',
    viewer: viewer(fill),
    locale: 'en',
    text: labelsOf(wordsIn('en')),
    who,
    patientHref: '/patients/1',
    casesHref: '/patients/1/cases',
  };
}

/** A case with something in every place. */
function aCase(fill: Fill, differs: Partial<CaseRow> = {}): CaseRow {
  const word = { at: AT, accountId: 'a', by: fill.person };
  return {
    id: 'c1',
    patientId: '1',
    name: fill.person,
    flagId: 'f1',
    studyId: null,
    exposureId: null,
    situation: 'S02',
    level: 'act soon',
    stepKeys: ['call-new', 'doctor', 'correct', 'disclosures', 'opened'],
    openedAt: new Date(AT),
    openedBy: fill.person,
    openerId: 'a',
    organization: fill.organization,
    organizationId: 'o1',
    scanId: 's1',
    state: 'TX',
    country: null,
    study: aStudy(),
    filing: null,
    paper: null,
    exposure: null,
    steps: [
      { ...word, number: 1, step: 'call-new', state: 'done', until: null },
      { ...word, number: 2, step: 'doctor', state: 'not-now', until: '2026-07-01' },
    ],
    requests: [
      {
        ...word,
        id: 'r1',
        kind: 'access',
        recipient: fill.organization,
        sentOn: '2026-05-04',
        time: { days: 30, more: 30 },
        words: [{ ...word, number: 1, what: 'received', onDay: '2026-05-06' }],
      },
    ],
    notes: [{ ...word, number: 1, words: fill.text('Called the records office.') }],
    replies: [{ ...word, id: 'p1', type: 'application/pdf', size: 120_000, sha256: 'ab' }],
    answers: [],
    offers: [],
    outcomes: [],
    ...differs,
  };
}

function ofBreach(fill: Fill): CaseRow {
  const word = { at: AT, accountId: 'a', by: fill.person };
  return aCase(fill, {
    flagId: null,
    exposureId: 'e1',
    situation: 'S12',
    study: null,
    stepKeys: ['watch-letter', 'hotline', 'offer', 'complain'],
    paper: {
      place: fill.organization,
      letterOn: '2026-05-01',
      breachOn: null,
      kinds: [],
      hotline: null,
      offerCode: null,
    },
    exposure: { situation: 'S12', level: 'act soon', toldAt: AT, answer: null },
    answers: [{ ...word, number: 1, question: 'scans', answer: 'not-said' }],
    offers: [{ ...word, number: 1, code: fill.text('AB12'), enrolBy: '2026-08-01' }],
    outcomes: [{ ...word, number: 1, outcome: 'letter-includes' }],
  });
}

/** Sent to one office and answered, and not sent to another. */
function handoverOf(fill: Fill, who: Who): CaseHandoverView | null {
  if (who.role === 'helper') return null;
  const sent = { office: fill.organization, by: fill.person, at: TODAY };
  const said = { by: fill.person, at: TODAY };
  return {
    offers: [{ office: fill.organization, href: '/patients/1/cases/c1/handovers/new?office=1' }],
    sent: [
      { ...sent, seen: null, withdrawn: null, answers: [], withdrawAction: '/handovers/1/withdraw' },
      { ...sent, seen: TODAY, withdrawn: TODAY, answers: [], withdrawAction: null },
      {
        ...sent,
        seen: TODAY,
        withdrawn: null,
        answers: [{ ...said, answer: 'corrected', words: fill.text('We moved it.') }],
        withdrawAction: '/handovers/2/withdraw',
      },
    ],
  };
}

/** The pages of cases. */
export function casePages(fill: Fill): Case[] {
  const page = (label: string, row: CaseRow, who: Who): Case => ({
    page: 'case',
    label,
    view: { ...shell(fill, who), ...caseFacts(row, [], readerOf(who)), handover: handoverOf(fill, who) },
  });
  const me = self(fill);
  const row = aCase(fill);
  const letter = row.requests[0]!;
  return [
    page('not mine, kept track of', row, me),
    page('a breach, kept track of', ofBreach(fill), cared(fill)),
    page('a helper', row, cared(fill, 'helper')),
    {
      page: 'cases',
      label: 'two',
      view: { ...shell(fill, me), cases: [row, ofBreach(fill)].map((one) => caseLine(one, readerOf(me))) },
    },
    { page: 'cases', label: 'none', view: { ...shell(fill, me), cases: [] } },
    {
      page: 'case-request',
      label: 'late',
      view: {
        ...shell(fill, me),
        caseHref: '/patients/1/cases/c1',
        heading: say(readerOf(me), 'request.access'),
        lines: requestLines(letter, row, readerOf(me)),
        message: requestMessage(row, letter, readerOf(me)),
        underWay: true,
        answered: false,
        extended: false,
        today: '2026-06-08',
        sentOn: '2026-05-04',
        action: '/patients/1/cases/c1/requests/r1',
        askPerson: null,
      },
    },
  ];
}
