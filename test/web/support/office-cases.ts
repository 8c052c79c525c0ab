import { HANDOVER_ANSWERS } from '../../../src/domain/handover.js';
import type {
  CountingView,
  HandoverView,
  HandoverContentsView,
  OfficeCaseView,
  OfficeRunView,
  OfficesView,
  OfficeView,
} from '../../../src/web/offices/views.js';
import type { Case } from './cases.js';
import {
  cared,
  FEBRUARY_2019,
  FIFTH_OF_JUNE,
  type Fill,
  self,
  THIRD_OF_MAY,
  TODAY,
  viewer,
} from './values.js';

const WHY = ['unknown', 'closed', 'late'] as const;
const WAYS = ['new', 'own', 'sign-in'] as const;
const OFFICER_STATES = ['in', 'asked', 'late', 'ended'] as const;

/** Offices: to operators, to their officers, and to patients. */
export function officeCases(fill: Fill): Case[] {
  const shell = { lang: 'en', csrf: fill.text('token'), viewer: viewer(fill) };
  const own: OfficesView['own'] = [{ name: fill.organization, href: '/offices/1', openCases: 2 }];
  return [
    { page: 'offices', label: 'of an officer', view: { ...shell, own, operator: null } },
    { page: 'offices', label: 'of nobody', view: { ...shell, own: [], operator: null } },
    {
      page: 'offices',
      label: 'to run, none',
      view: { ...shell, own: [], operator: { offices: [], zones: [] } },
    },
    { page: 'offices', label: 'to run', view: { ...shell, own, operator: toRun(fill) } },
    { page: 'office-run', label: 'new', view: { ...anOffice(fill), organizations: [], officers: [] } },
    { page: 'office-run', label: 'full', view: anOffice(fill) },
    { page: 'office-run', label: 'nothing found', view: { ...anOffice(fill), found: [], more: false } },
    { page: 'office-run', label: 'left', view: { ...anOffice(fill), left: TODAY } },
    ...WAYS.map((way): Case => ({
      page: 'officer-invitation',
      label: way,
      view: {
        ...shell,
        viewer: null,
        office: fill.organization,
        by: fill.person,
        email: 'o…@lakeside.test',
        way,
        token: fill.text('token'),
      },
    })),
    {
      page: 'office',
      label: 'new',
      view: { ...readOffice(fill), newest: null, before: [], cases: 0, openCases: 0 },
    },
    { page: 'office', label: 'with summaries', view: readOffice(fill) },
    { page: 'office-cases', label: 'none', view: { ...shell, officeHref: '/offices/1', cases: [] } },
    {
      page: 'office-cases',
      label: 'two',
      view: {
        ...shell,
        officeHref: '/offices/1',
        cases: (['study', 'breach'] as const).map((about) => ({
          href: '/offices/1/cases/1',
          about,
          at: TODAY,
          answered: about === 'study',
        })),
      },
    },
    { page: 'office-case', label: 'a scan', view: aCase(fill, aScanSent(fill)) },
    {
      page: 'office-case',
      label: 'a breach, answered',
      view: {
        ...aCase(fill, aBreachSent(fill)),
        letterHref: null,
        answers: HANDOVER_ANSWERS.map((answer) => ({
          answer,
          words: answer === 'ours' ? null : fill.text('We moved it.'),
          by: fill.person,
          at: THIRD_OF_MAY,
        })),
      },
    },
    { page: 'handover', label: 'of the patient', view: toSend(fill) },
    {
      page: 'handover',
      label: 'by what does the sender act',
      view: {
        ...toSend(fill),
        who: cared(fill),
        authorities: [{ as: 'guardian', chosen: false }],
        needsAuthority: true,
        contents: aBreachSent(fill),
      },
    },
    { page: 'counting', label: 'no office', view: { ...counting(fill), offices: [] } },
    { page: 'counting', label: 'two offices', view: counting(fill) },
    {
      page: 'counting',
      label: 'of a helper',
      view: { ...counting(fill), who: cared(fill, 'helper'), mayDecide: false },
    },
    ...WHY.map((why): Case => ({ page: 'officer-invitation-over', label: why, view: { ...shell, why } })),
  ];
}

function toRun(fill: Fill): OfficesView['operator'] {
  const office = { name: fill.organization, href: '/offices/run/1', since: THIRD_OF_MAY, officers: 2 };
  const zone = { name: 'America/New_York', label: 'New York (GMT-04:00)', chosen: true };
  return {
    offices: [
      { ...office, left: null },
      { ...office, left: TODAY },
    ],
    zones: [{ region: 'America', zones: [zone] }],
  };
}

function anOffice(fill: Fill): OfficeRunView {
  const place = { id: '1', name: fill.organization, city: fill.text('Elm'), state: 'TX', apart: null };
  const id = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
  return {
    lang: 'en',
    csrf: fill.text('token'),
    viewer: viewer(fill),
    name: fill.organization,
    zone: 'New York',
    patients: 120_000,
    told: { by: fill.person, at: FIFTH_OF_JUNE },
    since: THIRD_OF_MAY,
    left: null,
    organizations: [{ ...place, action: '/offices/run/1/organizations/1/give-up' }],
    former: [{ ...place, by: fill.person, at: TODAY }],
    officers: OFFICER_STATES.map((state) => ({
      name: fill.person,
      email: 'olga.long-address@lakeside.example.org',
      state,
      at: FIFTH_OF_JUNE,
      endAction: state === 'ended' ? null : '/offices/run/1/officers/1/end',
    })),
    query: fill.text('lake'),
    found: [place, { ...place, id, city: null, state: null, apart: id }],
    more: true,
    action: '/offices/run/1',
  };
}

function readOffice(fill: Fill): OfficeView {
  const april = { words: 'April 2026', iso: '2026-04', exact: 'April 2026', near: false };
  const month = { month: april, href: '/offices/1/summaries/2026-04' };
  return {
    lang: 'en',
    csrf: fill.text('token'),
    viewer: viewer(fill),
    name: fill.organization,
    newest: { ...month, hasFigures: false },
    before: [
      { ...month, hasFigures: true },
      { ...month, hasFigures: false },
    ],
    nextDue: FIFTH_OF_JUNE,
    casesHref: '/offices/1/cases',
    cases: 2,
    openCases: 1,
  };
}

function aCase(fill: Fill, contents: HandoverContentsView): OfficeCaseView {
  return {
    lang: 'en',
    csrf: fill.text('token'),
    viewer: viewer(fill),
    casesHref: '/offices/1/cases',
    sentAt: TODAY,
    contents,
    letterHref: '/offices/1/cases/1/letter.pdf',
    answers: [],
    choices: [...HANDOVER_ANSWERS],
    action: '/offices/1/cases/1/answers',
  };
}

/** A scan with everything that can be sent of it. */
export function aScanSent(fill: Fill): HandoverContentsView {
  return {
    patient: fill.person,
    birthDate: FEBRUARY_2019,
    sender: { name: fill.person, role: 'representative' },
    organization: fill.organization,
    study: {
      kind: 'ct',
      name: fill.text('CT CHEST W/O CONTRAST'),
      day: FEBRUARY_2019,
      accession: fill.text('A-1'),
      uid: fill.text('1.2.3'),
      firstSeen: THIRD_OF_MAY,
      evidence: ['order', 'visit'],
    },
    breach: null,
    letter: { title: fill.text('Letter'), text: fill.text('Please check this scan.') },
  };
}

/** A breach with nothing that may be left out. */
export function aBreachSent(fill: Fill): HandoverContentsView {
  return {
    ...aScanSent(fill),
    birthDate: null,
    sender: { name: fill.person, role: 'self' },
    study: null,
    breach: { name: fill.organization, reportedOn: null },
    letter: null,
  };
}

function toSend(fill: Fill): HandoverView {
  return {
    lang: 'en',
    csrf: fill.text('token'),
    viewer: viewer(fill),
    who: self(fill),
    caseHref: '/patients/1/cases/c1',
    office: fill.organization,
    officeId: '1',
    chooseAction: '/patients/1/cases/c1/handovers/preview',
    letters: [
      { id: 'privacy-inquiry', title: fill.text('Letter'), chosen: true },
      { id: 'none', title: fill.text('No letter'), chosen: false },
    ],
    authorities: [],
    needsAuthority: false,
    contents: aScanSent(fill),
    consent: fill.text('I send it.'),
    sendAction: '/patients/1/cases/c1/handovers',
    fields: [{ name: 'shown', value: fill.text('ab') }],
  };
}

function counting(fill: Fill): CountingView {
  const office = { name: fill.organization, words: fill.text('I agree.'), action: '/patients/1/counting/1' };
  return {
    lang: 'en',
    csrf: fill.text('token'),
    viewer: viewer(fill),
    who: self(fill),
    patientHref: '/patients/1',
    mayDecide: true,
    offices: [
      { ...office, since: null, by: null },
      { ...office, since: THIRD_OF_MAY, by: fill.person },
    ],
  };
}
