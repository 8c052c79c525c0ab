import { LETTER_KINDS } from '../../../src/domain/paper-notice.js';
import type { ExposureView, NoticeView } from '../../../src/web/views/breach.js';
import { FILED_AS } from '../../../src/web/words/filed-as.js';
import { MATCH_REASONS } from '../../../src/web/words/match-reasons.js';
import { webLink } from '../../../src/web/words/web-link.js';
import type { Case } from './cases.js';
import {
  bareStudy,
  cared,
  DATES,
  FIFTH_OF_JUNE,
  type Fill,
  FIRST_OF_MAY,
  fullStudy,
  self,
  TODAY,
  viewer,
} from './values.js';

function confirmed(fill: Fill): ExposureView {
  return {
    lang: 'en',
    csrf: fill.text('token'),
    viewer: viewer(fill),
    who: cared(fill),
    patientHref: '/patients/1',
    level: 'act soon',
    code: 'K7QM-2P4D',
    certainty: 'confirmed',
    takenBack: null,
    organization: fill.organization,
    letter: null,
    reportedName: fill.organization,
    reportedTo: 'hhs',
    reportedOn: FIRST_OF_MAY,
    affected: { state: 'at-least-500' },
    asFiled: [fill.text('Hacking/IT Incident'), fill.text('Network Server')],
    plainly: [...FILED_AS],
    dataKinds: [],
    matchReasons: ['same-name', 'same-state'],
    report: webLink('https://breach.example.org/report?id=1'),
    letterBy: null,
    complainBy: FIFTH_OF_JUNE,
    dates: DATES,
    studies: [fullStudy(fill, 's1'), bareStudy('s2')],
    answerAction: null,
    answer: null,
    dealtAction: '/exposures/1/dealt',
    dealt: null,
  };
}

/** A breach that is confirmed, possible, or at a vendor. */
export function breachCases(fill: Fill): Case[] {
  const view = confirmed(fill);
  const possible: ExposureView = {
    ...view,
    level: 'check',
    certainty: 'possible',
    matchReasons: [...MATCH_REASONS],
    answerAction: '/exposures/1/answer',
  };
  const cases: [string, ExposureView][] = [
    ['confirmed', view],
    [
      'numbers named',
      {
        ...view,
        level: 'act now',
        affected: { state: 'counted', people: 24937 },
        dataKinds: ['social-security', 'bank', 'card', 'health-plan', 'password', 'medical', 'images'],
        letterBy: FIFTH_OF_JUNE,
      },
    ],
    [
      'little is known, helper',
      {
        ...view,
        who: cared(fill, 'helper'),
        affected: { state: 'not-told' },
        asFiled: [],
        matchReasons: [],
        report: null,
        reportedOn: null,
        reportedTo: 'press',
        studies: [],
        code: null,
      },
    ],
    ['possible', possible],
    ['possible, answered', { ...possible, answer: { answer: 'not-mine', by: fill.person, at: TODAY } }],
    [
      'possible, the same place',
      { ...possible, who: self(fill), answer: { answer: 'know', by: null, at: TODAY } },
    ],
    [
      'withdrawn',
      { ...view, level: 'info', certainty: 'possible', takenBack: 'withdrawn', dealtAction: null },
    ],
    [
      'another place',
      {
        ...view,
        who: self(fill),
        level: 'info',
        certainty: 'possible',
        takenBack: 'other-place',
        dealtAction: null,
      },
    ],
    ['vendor', { ...view, who: self(fill), level: 'check', certainty: 'vendor', matchReasons: ['vendor'] }],
  ];
  return [
    ...cases.map(([label, each]): Case => ({ page: 'exposure', label, view: each })),
    ...letterCases(fill, view),
  ];
}

/** A letter that was typed in, to whoever may act and to a helper, and the form for one. */
function letterCases(fill: Fill, view: ExposureView): Case[] {
  const letter = {
    on: FIRST_OF_MAY,
    breachOn: FIRST_OF_MAY,
    hotline: fill.text('1-800-555-0100'),
    offerCode: fill.text('ELM-2026'),
  };
  const typed: ExposureView = {
    ...view,
    letter,
    level: 'act now',
    reportedTo: 'paper',
    dataKinds: [...LETTER_KINDS],
    asFiled: [],
    plainly: [],
    matchReasons: [],
    report: null,
  };
  const bare = { on: null, breachOn: null, hotline: null, offerCode: null };
  const { lang, csrf, viewer, who, patientHref } = view;
  const form: NoticeView = {
    ...{ lang, csrf, viewer, who, patientHref },
    action: '/notices',
    places: [{ id: '1', name: fill.organization }],
    kinds: [...LETTER_KINDS],
    today: '2026-05-04',
  };
  const helper = cared(fill, 'helper');
  return [
    { page: 'exposure', label: 'a letter', view: { ...typed, who: self(fill) } },
    {
      page: 'exposure',
      label: 'a letter that names nothing, helper',
      view: { ...typed, who: helper, level: 'act soon', letter: bare, dataKinds: [], studies: [] },
    },
    { page: 'notice', label: 'a letter to type in', view: form },
    { page: 'notice', label: 'a letter, no place known', view: { ...form, who: self(fill), places: [] } },
    { page: 'notice', label: 'a letter, helper', view: { ...form, who: helper, action: null, places: [] } },
  ];
}
