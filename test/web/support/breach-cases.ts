import { LETTER_KINDS } from '../../../src/domain/paper-notice.js';
import type { ExposureView, NoticeView } from '../../../src/web/views/breach.js';
import { FILED_AS } from '../../../src/web/words/filed-as.js';
import { webLink } from '../../../src/web/words/web-link.js';
import type { Case } from './cases.js';
import { aMessage } from './messages.js';
import { bareStudy, cared, type Fill, fullStudy, self, TODAY, viewer } from './values.js';

const KINDS = ['social-security', 'bank', 'card', 'health-plan', 'password', 'medical', 'images'];
const REPORTED = {
  letter: false,
  reportedOn: true,
  affected: 'at-least-500',
  kinds: [],
  why: [],
  held: true,
  numbers: false,
  letterBy: false,
  hotline: false,
  offerCode: false,
  morePeople: false,
  moreKinds: false,
  closed: false,
};

/** What became of it since it was told. */
const NEWS = { morePeople: true, moreKinds: true, closed: true };

function confirmed(fill: Fill): ExposureView {
  return {
    lang: 'en',
    csrf: fill.text('token'),
    viewer: viewer(fill),
    who: cared(fill),
    patientHref: '/patients/1',
    lettersHref: '/patients/1/letters/2',
    hide: { action: '/hidden', peopleHref: '/people', what: 'exposure', id: '1', hidden: false },
    trackAction: '/patients/1/cases',
    exposureId: '2',
    message: aMessage(fill, cared(fill), 'S12', 'act soon', REPORTED),
    code: 'K7QM-2P4D',
    open: true,
    takenBack: false,
    organization: fill.organization,
    asFiled: [fill.text('Hacking/IT Incident'), fill.text('Network Server')],
    plainly: [...FILED_AS],
    report: webLink('https://breach.example.org/report?id=1'),
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
  const [patient, carer, helper] = [self(fill), cared(fill), cared(fill, 'helper')];
  const why = ['same-name', 'other-name', 'part-of', 'like-name', 'named-in-text', 'same-state', 'works-for'];
  const named = { ...REPORTED, affected: 'counted', kinds: KINDS, numbers: true, letterBy: true, ...NEWS };
  const possible: ExposureView = {
    ...view,
    message: aMessage(fill, carer, 'S13', 'check', { ...REPORTED, why }),
    answerAction: '/exposures/1/answer',
  };
  const cases: [string, ExposureView][] = [
    ['confirmed', view],
    ['numbers named', { ...view, message: aMessage(fill, carer, 'S12', 'act now', named) }],
    [
      'little is known, helper',
      {
        ...view,
        who: helper,
        message: aMessage(fill, helper, 'S12', 'act soon', {
          ...REPORTED,
          reportedOn: false,
          affected: 'not-told',
        }),
        asFiled: [],
        report: null,
        studies: [],
        code: null,
      },
    ],
    ['possible', possible],
    [
      'possible, answered',
      {
        ...possible,
        message: aMessage(fill, carer, 'S13', 'quiet', { ...REPORTED, answer: 'not-mine' }),
        answer: { answer: 'not-mine', by: fill.person, at: TODAY },
      },
    ],
    [
      'possible, the same place',
      {
        ...possible,
        who: patient,
        message: aMessage(fill, patient, 'S12', 'act soon', REPORTED),
        answer: { answer: 'know', by: null, at: TODAY },
      },
    ],
    ...(['withdrawn', 'other-place'] as const).map((news): [string, ExposureView] => [
      news,
      {
        ...view,
        who: patient,
        message: aMessage(fill, patient, 'S15', 'info', { news }),
        takenBack: true,
        dealtAction: null,
      },
    ]),
    ['vendor', { ...view, who: patient, message: aMessage(fill, patient, 'S14', 'check', REPORTED) }],
  ];
  return [
    ...cases.map(([label, each]): Case => ({ page: 'exposure', label, view: each })),
    ...letterCases(fill, view),
  ];
}

/** A letter that was typed in, to whoever may act and to a helper, and the form for one. */
function letterCases(fill: Fill, view: ExposureView): Case[] {
  const [patient, helper] = [self(fill), cared(fill, 'helper')];
  const letter = { ...REPORTED, letter: true, affected: 'not-told' };
  const whole = { ...letter, kinds: [...LETTER_KINDS], hotline: true, offerCode: true };
  const typed: ExposureView = { ...view, asFiled: [], plainly: [], report: null };
  const { lang, csrf, viewer, who, patientHref } = view;
  const form: NoticeView = {
    ...{ lang, csrf, viewer, who, patientHref },
    action: '/notices',
    places: [{ id: '1', name: fill.organization }],
    kinds: [...LETTER_KINDS],
    today: '2026-05-04',
  };
  return [
    {
      page: 'exposure',
      label: 'a letter',
      view: { ...typed, who: patient, message: aMessage(fill, patient, 'S12', 'act now', whole) },
    },
    {
      page: 'exposure',
      label: 'a letter that names nothing, helper',
      view: {
        ...typed,
        who: helper,
        message: aMessage(fill, helper, 'S12', 'act soon', letter),
        studies: [],
      },
    },
    { page: 'notice', label: 'a letter to type in', view: form },
    { page: 'notice', label: 'a letter, no place known', view: { ...form, who: self(fill), places: [] } },
    { page: 'notice', label: 'a letter, helper', view: { ...form, who: helper, action: null, places: [] } },
  ];
}
