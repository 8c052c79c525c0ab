import { STUDY_FIELDS } from '../../../src/domain/change.js';
import type { FlagView } from '../../../src/web/views/flag.js';
import type { ReportSideView } from '../../../src/web/views/report.js';
import type { WrittenMessage } from '../../../src/words/write-message.js';
import type { Why } from '../../../src/domain/messages/told.js';
import type { Case } from './cases.js';
import { aMessage } from './messages.js';
import {
  bareStudy,
  cared,
  FEBRUARY_2019,
  type Fill,
  fullStudy,
  self,
  THIRD_OF_MAY,
  TODAY,
  viewer,
} from './values.js';

function why(...codes: string[]): Why[] {
  return codes.map((code) => ({ code }));
}

function unknownScan(fill: Fill): FlagView {
  return {
    lang: 'en',
    csrf: fill.text('token'),
    viewer: viewer(fill),
    who: cared(fill),
    patientHref: '/patients/1',
    lettersHref: '/patients/1/letters/2',
    caseHref: null,
    organization: fill.organization,
    situation: 'S02',
    message: aMessage(fill, cared(fill), 'S02', 'check'),
    code: 'K7QM-2P4D',
    study: fullStudy(fill, 's1', { evidence: [] }),
    face: false,
    hide: { action: '/hidden', peopleHref: '/people', what: 'study', id: '1', hidden: false },
    changes: [],
    sharing: [],
    reports: { hidden: false, marked: false, changed: [] },
    seen: [
      { what: 'added', at: THIRD_OF_MAY },
      { what: 'seen-again', at: TODAY },
      { what: 'written', at: TODAY },
    ],
    answerAction: '/flags/1/answer',
    answer: null,
    scanHref: null,
    dealtAction: null,
    dealt: null,
  };
}

function changedScan(fill: Fill): FlagView {
  return {
    ...unknownScan(fill),
    situation: 'S04',
    message: aMessage(fill, cared(fill), 'S04', 'check', {
      why: why(
        'side-body-part-date-or-images-changed',
        'images-replaced',
        'images-added-late',
        'details-changed',
      ),
    }),
    changes: [
      { field: 'laterality', before: 'left', after: 'right' },
      { field: 'description', before: fill.text('CT CHEST'), after: null },
      { field: 'started', before: null, after: '14 February 2019' },
      ...STUDY_FIELDS.filter((field) => field !== 'status').map((field) => ({
        field,
        before: fill.text('one'),
        after: fill.text('two'),
      })),
      { field: 'status', before: 'registered', after: 'available' },
    ],
  };
}

const SEEN = ['replaced', 'more-images', 'report-added', 'report-amended', 'joined', 'dealt'] as const;

/** One report with both its texts, one of which nobody can read, and one that came beside others. */
function changedReport(fill: Fill): FlagView {
  const text = { part: 'whole', state: 'read', unfolded: null } as const;
  const before: ReportSideView = {
    when: 'before',
    status: 'final',
    day: FEBRUARY_2019,
    texts: [
      {
        ...text,
        passages: [
          { kind: 'same', words: fill.text('Left knee.\nNo ') },
          { kind: 'removed', words: fill.text('fracture. ') },
          { kind: 'same', words: '' },
        ],
        unfolded: fill.text('Left knee. No fracture.'),
      },
      { part: 'conclusion', state: 'unreadable', passages: [], unfolded: null },
    ],
  };
  const now: ReportSideView = {
    when: 'now',
    status: 'amended',
    day: null,
    texts: [
      {
        ...text,
        passages: [
          { kind: 'same', words: 'Left knee. No ' },
          { kind: 'added', words: fill.text('break. ') },
        ],
      },
      { part: 'conclusion', state: 'not-kept', passages: [], unfolded: null },
    ],
  };
  return {
    ...unknownScan(fill),
    who: self(fill),
    situation: 'S06',
    scanHref: '/studies/1',
    message: aMessage(fill, self(fill), 'S06', 'check'),
    reports: {
      hidden: false,
      marked: true,
      changed: [
        { sides: [before, now], same: false },
        { sides: [{ when: 'now', status: 'withdrawn', day: null, texts: [] }], same: true },
      ],
    },
  };
}

/** The question, before and after each answer, for each kind of reader and each situation. */
export function flagCases(fill: Fill): Case[] {
  const view = unknownScan(fill);
  const mine = { ...view, who: self(fill) };
  const by = { by: fill.person, at: TODAY };
  const [patient, carer, helper] = [self(fill), cared(fill), cared(fill, 'helper')];
  const message = (...given: Tail<typeof aMessage>): WrittenMessage => aMessage(fill, ...given);
  const cases: [string, FlagView][] = [
    ['a new scan, caregiver', view],
    [
      'a new scan, patient, a bill fits',
      {
        ...mine,
        message: message(patient, 'S02', 'check', { billFits: true, why: why('partly-corroborated') }),
      },
    ],
    [
      'a new scan, helper who may only look',
      { ...view, who: helper, message: message(helper, 'S02', 'check'), answerAction: null },
    ],
    [
      'a new scan with nothing stated',
      {
        ...mine,
        message: message(patient, 'S02', 'check', { why: [] }),
        study: bareStudy('s1'),
        code: null,
        seen: [],
      },
    ],
    [
      'known',
      {
        ...view,
        message: message(carer, 'S02', 'quiet', { answer: 'know' }),
        answer: { answer: 'know', ...by },
      },
    ],
    [
      'not sure',
      {
        ...view,
        message: message(carer, 'S02', 'check', { answer: 'unsure' }),
        answer: { answer: 'unsure', ...by },
      },
    ],
    [
      'not sure, patient, no date',
      {
        ...mine,
        study: bareStudy('s1'),
        message: message(patient, 'S02', 'check', { answer: 'unsure', dated: false }),
        answer: { answer: 'unsure', ...by, by: null },
      },
    ],
    [
      'not mine',
      {
        ...view,
        caseHref: '/patients/1/cases/for/2',
        message: message(carer, 'S02', 'act soon', { answer: 'not-mine', billFits: true }),
        answer: { answer: 'not-mine', ...by },
        dealtAction: '/flags/1/dealt',
      },
    ],
    [
      'not mine, and dealt with',
      {
        ...view,
        message: message(carer, 'S02', 'quiet', { answer: 'not-mine', dealt: true }),
        answer: { answer: 'not-mine', ...by },
        dealtAction: '/flags/1/dealt',
        dealt: by,
      },
    ],
    [
      'of the first list',
      {
        ...mine,
        situation: 'S01',
        message: message(patient, 'S02', 'quiet', { firstList: true }),
        study: fullStudy(fill, 's1', { firstList: true }),
      },
    ],
    [
      'not mine, helper',
      {
        ...view,
        who: helper,
        message: message(helper, 'S02', 'act soon', { answer: 'not-mine' }),
        answerAction: null,
        answer: { answer: 'not-mine', ...by },
      },
    ],
    ['an expected scan', { ...mine, situation: 'S03', message: message(patient, 'S03', 'quiet') }],
    ['a changed scan', changedScan(fill)],
    [
      'a scan no longer shown',
      {
        ...view,
        situation: 'S05',
        message: message(carer, 'S05', 'check'),
        study: fullStudy(fill, 's1', { shown: { state: 'gone', since: THIRD_OF_MAY } }),
        seen: (['added', 'changed', 'missing', 'missing-again', 'withdrawn', 'answered'] as const).map(
          (what) => ({
            what,
            at: TODAY,
          }),
        ),
      },
    ],
    ['a changed report', changedReport(fill)],
    [
      'a changed report, helper',
      {
        ...changedReport(fill),
        who: helper,
        message: message(helper, 'S06', 'check', { answer: 'differs' }),
        answerAction: null,
        reports: { hidden: true, marked: false, changed: [] },
        answer: { answer: 'differs', ...by },
      },
    ],
    [
      'a changed report that matches',
      {
        ...changedReport(fill),
        message: message(patient, 'S06', 'quiet', { answer: 'know' }),
        answer: { answer: 'know', ...by },
      },
    ],
    [
      'software on a scan',
      {
        ...mine,
        situation: 'S09',
        message: message(patient, 'S09', 'info'),
        face: true,
        study: fullStudy(fill, 's1', {
          ai: { by: 'provenance', product: fill.text('LungFinder 2'), on: FEBRUARY_2019 },
          consents: [{ scope: fill.text('Research'), organization: null, on: FEBRUARY_2019 }],
        }),
        sharing: [true, false].map((atOdds) => ({
          href: '/studies/2',
          kind: 'ct',
          organization: fill.organization,
          day: atOdds ? FEBRUARY_2019 : null,
          atOdds,
        })),
        seen: SEEN.map((what) => ({ what, at: TODAY })),
      },
    ],
  ];
  return [
    ...cases.map(([label, each]): Case => ({ page: 'flag', label, view: each })),
    {
      page: 'message',
      label: 'a message on a sheet of its own',
      view: { lang: 'en', message: view.message },
    },
  ];
}

type Tail<Call> = Call extends (first: never, ...rest: infer Rest) => unknown ? Rest : never;
