import { STUDY_FIELDS } from '../../../src/domain/change.js';
import type { FlagView, ReasonView } from '../../../src/web/views/flag.js';
import type { ReportSideView } from '../../../src/web/views/report.js';
import { PLAIN_REASONS, plainReasons } from '../../../src/web/words/plain-reasons.js';
import type { Case } from './cases.js';
import {
  bareStudy,
  cared,
  DATES,
  FEBRUARY_2019,
  type Fill,
  fullStudy,
  self,
  THIRD_OF_MAY,
  TODAY,
  viewer,
} from './values.js';

function why(...codes: string[]): ReasonView[] {
  return codes.map((code) => ({ code, years: null }));
}

function unknownScan(fill: Fill): FlagView {
  return {
    lang: 'en',
    csrf: fill.text('token'),
    viewer: viewer(fill),
    who: cared(fill),
    patientHref: '/patients/1',
    organization: fill.organization,
    situation: 'S02',
    level: 'check',
    code: 'K7QM-2P4D',
    study: fullStudy(fill, 's1', { evidence: [] }),
    seenAt: THIRD_OF_MAY,
    reasons: [{ code: 'dated-long-before-first-seen', years: 7 }, ...why('no-order-visit-or-report')],
    plainReasons: plainReasons('S02', true),
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
    billFits: false,
    dates: DATES,
  };
}

function changedScan(fill: Fill): FlagView {
  return {
    ...unknownScan(fill),
    situation: 'S04',
    reasons: why(
      'side-body-part-date-or-images-changed',
      'images-replaced',
      'images-added-late',
      'details-changed',
    ),
    changes: [
      { field: 'laterality', before: 'left', after: 'right' },
      { field: 'description', before: fill.text('CT CHEST'), after: null },
      { field: 'started', before: null, after: '14 February 2019' },
      ...STUDY_FIELDS.map((field) => ({ field, before: fill.text('one'), after: fill.text('two') })),
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
    reasons: why('report-amended', 'recent-and-no-evidence-readable'),
    plainReasons: plainReasons('S06', false),
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
  const cases: [string, FlagView][] = [
    ['a new scan, caregiver', view],
    ['a new scan, patient, a bill fits', { ...mine, billFits: true, reasons: why('partly-corroborated') }],
    ['a new scan, helper who may only look', { ...view, who: cared(fill, 'helper'), answerAction: null }],
    [
      'a new scan with nothing stated',
      {
        ...mine,
        study: bareStudy('s1'),
        code: null,
        reasons: why('no-order-visit-or-report', 'dated-long-before-first-seen'),
        seen: [],
      },
    ],
    ['known', { ...view, level: 'quiet', answer: { answer: 'know', ...by } }],
    ['not sure', { ...view, answer: { answer: 'unsure', ...by } }],
    [
      'not sure, patient, no date',
      { ...mine, study: bareStudy('s1'), answer: { answer: 'unsure', ...by, by: null } },
    ],
    [
      'not mine',
      {
        ...view,
        level: 'act soon',
        billFits: true,
        answer: { answer: 'not-mine', ...by },
        dealtAction: '/flags/1/dealt',
      },
    ],
    [
      'not mine, and dealt with',
      {
        ...view,
        level: 'quiet',
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
        level: 'quiet',
        reasons: [],
        plainReasons: [],
        study: fullStudy(fill, 's1', { firstList: true }),
      },
    ],
    [
      'of the first list, not sure',
      {
        ...view,
        situation: 'S01',
        level: 'quiet',
        reasons: [],
        plainReasons: [],
        answer: { answer: 'unsure', ...by },
      },
    ],
    [
      'not mine, patient',
      { ...mine, level: 'act soon', answer: { answer: 'not-mine', by: null, at: TODAY } },
    ],
    [
      'not mine, helper',
      {
        ...view,
        level: 'act now',
        who: cared(fill, 'helper'),
        answerAction: null,
        answer: { answer: 'not-mine', ...by },
      },
    ],
    [
      'an expected scan',
      {
        ...mine,
        situation: 'S03',
        level: 'quiet',
        reasons: why('corroborated', 'shown-again'),
        plainReasons: [],
      },
    ],
    ['a changed scan', changedScan(fill)],
    [
      'a scan no longer shown',
      {
        ...view,
        situation: 'S05',
        study: fullStudy(fill, 's1', { shown: { state: 'gone', since: THIRD_OF_MAY } }),
        reasons: why('no-longer-shown', 'withdrawn-by-the-place', 'also-reissued', 'also-altered'),
        plainReasons: PLAIN_REASONS.slice(),
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
        who: cared(fill, 'helper'),
        answerAction: null,
        reports: { hidden: true, marked: false, changed: [] },
        answer: { answer: 'differs', ...by },
      },
    ],
    [
      'a changed report that matches',
      { ...changedReport(fill), level: 'quiet', answer: { answer: 'know', ...by } },
    ],
    [
      'software on a scan',
      {
        ...mine,
        situation: 'S09',
        level: 'info',
        reasons: why('made-with-ai', 'images-of-a-known-report', 'charts-joined', 'also-report-added'),
        plainReasons: [],
        study: fullStudy(fill, 's1', {
          ai: { by: 'provenance', product: fill.text('LungFinder 2'), on: FEBRUARY_2019 },
          face: true,
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
  return cases.map(([label, each]) => ({ page: 'flag', label, view: each }));
}
