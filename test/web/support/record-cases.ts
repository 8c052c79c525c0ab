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
  THIRD_OF_MAY,
  TODAY,
  viewer,
} from './values.js';
import type { ConnectionView, ExpectedView, PatientView } from '../../../src/web/views/record.js';
import type { NeedView, Shell, Who } from '../../../src/web/views/shell.js';

/** Of a place that is no place of files. */
const NO_QUESTION = {
  unplaced: [],
  hide: { action: '/hidden', peopleHref: '/people', what: 'connection' as const, id: '1', hidden: true },
  placeAction: '/connections/1/place',
  states: ['OH', 'WA'],
};
const BY_ITSELF = {
  setAside: 0,
  mixed: 0,
  consents: [],
  dates: DATES,
  filesHref: null,
  ...NO_QUESTION,
};

function needs(fill: Fill): NeedView[] {
  const about = {
    href: '/flags/1',
    who: cared(fill),
    organization: fill.organization,
    at: THIRD_OF_MAY,
    notMine: false,
    letter: false,
  };
  const situations = ['S12', 'S02', 'S04', 'S05', 'S06', 'S13', 'S16'] as const;
  const levels = ['act now', 'act soon', 'check', 'check', 'check', 'info', 'info'] as const;
  return [
    ...situations.map((situation, index) => ({ ...about, situation, level: levels[index] ?? 'check' })),
    { ...about, situation: 'S02', level: 'act soon', notMine: true },
  ];
}

function firstLists(fill: Fill): NeedView[] {
  const about = {
    href: '/patients/1',
    organization: fill.organization,
    at: THIRD_OF_MAY,
    notMine: false,
    letter: false,
  };
  return [cared(fill), self(fill)].map((who) => ({
    ...about,
    who,
    situation: 'S01',
    level: 'info',
    studies: 14,
  }));
}

function connection(fill: Fill, differs: Partial<ConnectionView> = {}): ConnectionView {
  return {
    organization: fill.organization,
    href: '/connections/1',
    lastFullLook: TODAY,
    lastTry: TODAY,
    studies: 9,
    files: null,
    refused: [],
    problem: null,
    ...differs,
  };
}

function fullRecord(fill: Fill): PatientView {
  return {
    lang: 'en',
    csrf: fill.text('token'),
    viewer: viewer(fill),
    who: cared(fill),
    needs: needs(fill).slice(0, 2),
    reviews: [
      { organization: fill.organization, studies: 9, firstYear: '2009', lastYear: '2026', action: '/r/1' },
    ],
    years: [
      {
        year: '2026',
        studies: [
          fullStudy(fill, 's1', { flag: { href: '/flags/1', level: 'check' }, evidence: [] }),
          fullStudy(fill, 's2', {
            kind: 'mri',
            ai: { by: 'label', product: fill.text('LungFinder 2'), on: null },
            ask: { action: '/studies/2/answer', who: cared(fill), gone: false },
          }),
        ],
      },
      {
        year: '2019',
        studies: [
          fullStudy(fill, 's3', {
            kind: 'x-ray',
            shown: { state: 'gone', since: THIRD_OF_MAY },
            answer: { answer: 'know', by: fill.person, at: TODAY },
          }),
          fullStudy(fill, 's4', { kind: 'ultrasound', shown: { state: 'missing', since: TODAY } }),
          fullStudy(fill, 's5', { kind: 'mammogram', shown: { state: 'withdrawn', since: TODAY } }),
        ],
      },
      { year: null, studies: [bareStudy('s6')] },
    ],
    breaches: [
      {
        href: '/exposures/1',
        organization: fill.organization,
        level: 'act soon',
        certainty: 'confirmed',
        reportedOn: FIRST_OF_MAY,
        letter: false,
        studies: 3,
      },
      {
        href: '/exposures/2',
        organization: fill.organization,
        level: 'act now',
        certainty: 'confirmed',
        reportedOn: FIRST_OF_MAY,
        letter: true,
        studies: 0,
      },
    ],
    connections: [
      connection(fill, { refused: ['bills', 'appointments'] }),
      connection(fill, { problem: { kind: 'permission', since: FIRST_OF_MAY, level: 'info' } }),
      connection(fill, { files: { by: fill.person, at: THIRD_OF_MAY } }),
    ],
    linkHref: '/patients/1/link',
    filesHref: '/files',
    noticeHref: '/notices/new',
    casesHref: '/cases',
    overTimeHref: '/over-time',
    leaveHref: '/leave',
    accessLogHref: '/access',
    peopleHref: '/people',
    countingHref: '/counting',
    expected: [
      exam(fill, { kind: 'other', to: FIFTH_OF_JUNE }),
      exam(fill, { by: fill.person, past: true }),
      exam(fill, { came: { href: '/studies/1', kind: 'other' }, takeBackAction: null, place: null }),
    ],
    expect: { action: '/expected', firstDay: '2026-04-03', lastDay: '2027-05-03' },
  };
}

function exam(fill: Fill, differs: Partial<ExpectedView>): ExpectedView {
  return {
    kind: 'mri',
    from: TODAY,
    to: null,
    place: fill.organization,
    by: null,
    past: false,
    came: null,
    takeBackAction: '/expected/1/taken-back',
    ...differs,
  };
}

/** Home, a record, and a place that could not be read. */
export function recordCases(fill: Fill): Case[] {
  const shell = { lang: 'en', csrf: fill.text('token'), viewer: viewer(fill) };
  const plain = { ...shell, viewer: viewer(fill, false) };
  const home = {
    invited: false,
    needs: [],
    reviews: [],
    cases: [],
    waiting: [],
    watched: [],
    operator: null,
  };
  const watched = { who: cared(fill), href: '/patients/1', places: 3, lastFullLook: TODAY, problems: [] };
  const behind = { organization: fill.organization, since: FIRST_OF_MAY, href: '/connections/1' };
  const waiting = {
    who: cared(fill),
    organization: fill.organization,
    href: '/cases/1',
    since: THIRD_OF_MAY,
  };
  const place = {
    ...plain,
    who: self(fill),
    patientHref: '/patients/1',
    progressHref: '/patients/1/connections/1/progress',
    organization: fill.organization,
    accessHref: null,
    accessEnds: null,
  };
  return [
    { page: 'home', label: 'nothing watched yet', view: { ...plain, ...home } },
    {
      page: 'home',
      label: 'operator only',
      view: { ...shell, ...home, operator: { patients: 1, feeds: [], canaryLateSince: null, laws: [] } },
    },
    {
      page: 'home',
      label: 'a patient alone, nothing new',
      view: { ...plain, ...home, watched: [{ ...watched, who: self(fill) }] },
    },
    {
      page: 'home',
      label: 'one thing, three people',
      view: {
        ...shell,
        ...home,
        needs: needs(fill).slice(1, 2),
        waiting: [
          { ...waiting, what: 'copies', due: FIFTH_OF_JUNE },
          { ...waiting, what: 'letter', due: null },
        ],
        watched: [
          watched,
          { ...watched, places: 2, problems: [behind, behind] },
          { ...watched, places: 1, lastFullLook: null },
        ],
      },
    },
    {
      page: 'home',
      label: 'everything at once',
      view: {
        ...shell,
        invited: true,
        needs: needs(fill),
        reviews: firstLists(fill),
        cases: [
          {
            href: '/c/1',
            who: cared(fill),
            title: fill.text('A breach'),
            steps: '2 steps are open.',
            locale: 'en',
          },
        ],
        waiting: [
          { ...waiting, what: 'other', due: null },
          { ...waiting, what: 'correction', due: null },
          { ...waiting, what: 'disclosures', due: null },
        ],
        watched: [watched],
        operator: {
          patients: 3,
          feeds: [{ name: fill.text('HHS'), since: FIRST_OF_MAY, href: '/feeds' }],
          canaryLateSince: FIRST_OF_MAY,
          laws: ['45 CFR 164.524'],
        },
      },
    },
    {
      page: 'over-time',
      label: 'two places, with gaps',
      view: {
        ...plain,
        who: cared(fill),
        patientHref: '/patients/1',
        action: '/patients/1/over-time',
        lines: [
          {
            id: 'place-1',
            organization: fill.organization,
            scans: 3,
            open: 1,
            marks: [
              { x: 12.5, y: 14, kind: 'ct', open: true },
              { x: 50, y: 14, kind: 'ultrasound', open: false },
            ],
            gaps: [{ x: 90, width: 1 }],
            height: 36,
            ground: 28,
          },
          {
            id: 'place-2',
            organization: 'Elm',
            scans: 0,
            open: 0,
            marks: [],
            gaps: [],
            height: 36,
            ground: 28,
          },
        ],
        years: [{ year: 2019, x: 0 }],
        undated: 1,
        gaps: [{ organization: fill.organization, from: FIRST_OF_MAY, to: TODAY }],
        words: fill.text('chest'),
        places: [{ value: '1', label: fill.organization, chosen: true }],
        kinds: [{ kind: 'ct', chosen: false }],
        inYears: [{ value: '2019', label: '2019', chosen: false }],
        openOnly: true,
        filtered: true,
        found: [
          {
            year: '2019',
            scans: [
              {
                href: '/s/1',
                kind: 'ct',
                name: fill.text('CT chest'),
                organization: fill.organization,
                day: FIRST_OF_MAY,
                level: 'check',
              },
            ],
          },
          {
            year: null,
            scans: [{ href: '/s/2', kind: 'other', name: null, organization: 'Elm', day: null, level: null }],
          },
        ],
      },
    },
    {
      page: 'leave',
      label: 'of somebody else',
      view: {
        ...plain,
        who: cared(fill),
        patientHref: '/patients/1',
        jsonHref: '/record.json',
        fhirHref: '/fhir.json',
        pdfHref: '/record.pdf',
        deleteAction: '/delete',
      },
    },
    {
      page: 'leave',
      label: 'which only the patient may delete',
      view: {
        ...plain,
        who: cared(fill),
        patientHref: '/patients/1',
        jsonHref: '/record.json',
        fhirHref: '/fhir.json',
        pdfHref: '/record.pdf',
        deleteAction: null,
      },
    },
    {
      page: 'left',
      label: 'with a place that could not be asked',
      view: { ...plain, studies: 3, places: 2, takenBack: [fill.organization], left: [fill.organization] },
    },
    {
      page: 'over-time',
      label: 'nothing yet',
      view: {
        ...plain,
        who: self(fill),
        patientHref: '/patients/1',
        action: '/patients/1/over-time',
        lines: [],
        years: [],
        undated: 0,
        gaps: [],
        words: '',
        places: [],
        kinds: [],
        inYears: [],
        openOnly: false,
        filtered: false,
        found: [],
      },
    },
    {
      page: 'patient',
      label: 'nothing yet',
      view: {
        ...plain,
        who: self(fill),
        needs: [],
        reviews: [],
        years: [],
        breaches: [],
        connections: [],
        linkHref: null,
        filesHref: null,
        noticeHref: null,
        casesHref: '/cases',
        overTimeHref: '/over-time',
        leaveHref: '/leave',
        accessLogHref: '/access',
        peopleHref: '/people',
        countingHref: '/counting',
        expected: [],
        expect: null,
      },
    },
    { page: 'patient', label: 'full', view: fullRecord(fill) },
    {
      page: 'connection',
      label: 'first look',
      view: {
        ...place,
        connection: connection(fill, { lastFullLook: null, lastTry: null }),
        why: [],
        lookAction: null,
        relinkAction: null,
        ...BY_ITSELF,
      },
    },
    {
      page: 'connection',
      label: 'permission ran out',
      view: {
        ...place,
        who: cared(fill, 'helper'),
        connection: connection(fill, {
          refused: ['orders', 'other'],
          problem: { kind: 'permission', since: FIRST_OF_MAY, level: 'check' },
        }),
        why: [fill.text('The server answered 401.')],
        lookAction: '/connections/1/look',
        relinkAction: '/connections/1/link',
        accessHref: '/connections/1/access',
        accessEnds: FIFTH_OF_JUNE,
        ...BY_ITSELF,
      },
    },
    ...(['registration', 'busy', 'unreachable', 'unreadable', 'empty', 'partial'] as const).map(
      (kind): Case => ({
        page: 'connection',
        label: kind,
        view: {
          ...place,
          connection: connection(fill, { problem: { kind, since: FIRST_OF_MAY, level: 'info' } }),
          why: [],
          lookAction: '/connections/1/look',
          relinkAction: null,
          ...BY_ITSELF,
        },
      }),
    ),
    ...[self(fill), cared(fill, 'helper')].map((who): Case => ({
      page: 'connection',
      label: `entries of somebody else, ${who.role}`,
      view: {
        ...place,
        who,
        connection: connection(fill),
        why: [],
        lookAction: '/connections/1/look',
        relinkAction: null,
        ...BY_ITSELF,
        mixed: 2,
      },
    })),
    ...[null, fill.text('Elm Research Institute')].map((organization): Case => ({
      page: 'connection',
      label: `consents, ${organization === null ? 'of the place' : 'of another'}`,
      view: {
        ...place,
        connection: connection(fill),
        why: [],
        lookAction: '/connections/1/look',
        relinkAction: null,
        ...BY_ITSELF,
        consents: [
          {
            scope: fill.text('Healthcare research'),
            organization,
            on: organization === null ? null : THIRD_OF_MAY,
          },
        ],
      },
    })),
    {
      page: 'connection',
      label: 'from files',
      view: {
        ...place,
        connection: connection(fill, { files: { by: null, at: THIRD_OF_MAY }, lastFullLook: null }),
        why: [fill.text('An entry could not be read.')],
        setAside: 2,
        mixed: 0,
        consents: [],
        dates: DATES,
        ...NO_QUESTION,
        filesHref: '/files?place=Elm',
        unplaced: [
          { organizationId: '1', name: fill.organization, city: null, state: null },
          { organizationId: '2', name: fill.organization, city: fill.text('Toledo'), state: 'OH' },
        ],
        lookAction: null,
        relinkAction: null,
      },
    },
    ...filesCases(fill, place),
  ];
}

/** Adding files: the empty form, every way in which it comes back, and what a helper sees. */
function filesCases(fill: Fill, place: Shell & { who: Who; patientHref: string }): Case[] {
  const empty = { action: '/files', places: [], place: '', whole: false, refusal: null, unfit: null };
  const given = { ...empty, places: [fill.organization, 'Elm'], place: fill.organization, whole: true };
  return [
    { page: 'files', label: 'empty', view: { ...place, ...empty, who: self(fill) } },
    {
      page: 'files',
      label: 'refused',
      view: { ...place, ...given, refusal: fill.text('The file is empty') },
    },
    ...(['another', 'unnamed', 'several'] as const).map((unfit): Case => ({
      page: 'files',
      label: unfit,
      view: { ...place, ...given, unfit },
    })),
    { page: 'files', label: 'of a helper', view: { ...place, ...empty, who: cared(fill, 'helper') } },
  ];
}
