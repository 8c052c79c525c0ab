import type {
  InvitationOverView,
  PeopleFormView,
  PeopleListView,
  PeoplePreviewView,
  TermsView,
} from '../../../src/web/people/views.js';
import type { Shell } from '../../../src/web/views/shell.js';
import type { Case } from './cases.js';
import { cared, FIFTH_OF_JUNE, type Fill, self, THIRD_OF_MAY, TODAY, viewer } from './values.js';

const WHY: InvitationOverView['why'][] = ['unknown', 'closed', 'late', 'other-address'];

/** Who can see a record, letting people in and out, and what they find who are invited. */
export function peopleCases(fill: Fill): Case[] {
  const shell = { lang: 'en', csrf: fill.text('token'), viewer: viewer(fill, false) };
  const scope = {
    role: 'helper' as const,
    kinds: 'scans, breaches and cases',
    places: fill.organization,
    until: FIFTH_OF_JUNE,
  };
  const person = {
    ...scope,
    name: fill.person,
    email: 'nora.long-address@family.example.org',
    own: false,
    since: TODAY,
    href: '/people/1',
  };
  const list: PeopleListView = {
    ...shell,
    who: self(fill),
    patientHref: '/patients/1',
    accessLogHref: '/patients/1/access',
    countingHref: '/patients/1/counting',
    people: [
      { ...person, role: 'self', own: true, href: null, until: null },
      { ...person, role: 'representative', places: null, until: null },
      person,
    ],
    parents: [
      {
        name: fill.person,
        consent: fill.text('I let Nora look at my record in Scanwarden.'),
        keepAction: '/people/1',
        fields: [{ name: 'role', value: 'representative' }],
        endAction: '/people/1/end',
      },
    ],
    invited: [{ ...person, goodUntil: THIRD_OF_MAY, withdrawAction: '/withdraw' }],
    newHref: '/people/new',
    hidden: [
      { what: 'place', name: fill.organization, since: TODAY, action: '/show/1' },
      { what: 'scan', name: fill.text('CT CHEST'), since: THIRD_OF_MAY, action: '/show/2' },
      { what: 'breach', name: fill.organization, since: TODAY, action: '/show/3' },
    ],
    leaveAction: null,
  };
  const alone = {
    ...list,
    people: [person],
    parents: [],
    invited: [],
    newHref: null,
    hidden: null,
    leaveAction: '/end',
  };
  const [form, preview] = [formOf(fill, shell), previewOf(fill, shell)];
  return [
    { page: 'people-list', label: 'everybody', view: list },
    { page: 'people-list', label: 'to a helper', view: { ...alone, who: cared(fill, 'helper') } },
    { page: 'people-form', label: 'somebody new', view: form },
    { page: 'people-form', label: 'to a helper', view: { ...form, who: cared(fill, 'helper'), terms: null } },
    {
      page: 'people-form',
      label: 'somebody who is in',
      view: { ...form, who: cared(fill), person: fill.person, endAction: '/end' },
    },
    { page: 'people-preview', label: 'much', view: preview },
    {
      page: 'people-preview',
      label: 'nothing yet, to somebody who is in',
      view: { ...preview, email: null, until: null, places: [], scans: [], breaches: [], cases: 0 },
    },
    {
      page: 'people-invitations',
      label: 'two',
      view: {
        ...shell,
        invitations: [
          {
            ...scope,
            by: fill.person,
            patient: null,
            placeCount: 2,
            acceptAction: '/a',
            declineAction: '/d',
          },
          {
            ...scope,
            role: 'representative',
            by: fill.person,
            patient: fill.person,
            placeCount: 0,
            until: null,
            acceptAction: '/a',
            declineAction: '/d',
          },
        ],
      },
    },
    { page: 'people-invitations', label: 'none', view: { ...shell, invitations: [] } },
    {
      page: 'people-invitation',
      label: 'signed out',
      view: {
        ...shell,
        viewer: null,
        by: fill.person,
        role: 'helper',
        until: FIFTH_OF_JUNE,
        email: 'n…@family.test',
        token: fill.text('token'),
      },
    },
    {
      page: 'people-add',
      label: 'form',
      view: { ...shell, today: '2026-05-04', authorities: ['parent', 'guardian', 'attorney', 'estate'] },
    },
    { page: 'people-claims', label: 'none', view: { ...shell, claims: [] } },
    {
      page: 'people-claims',
      label: 'one',
      view: {
        ...shell,
        claims: [
          {
            email: 'ana@family.test',
            authority: 'parent',
            at: TODAY,
            proofHref: '/proof',
            action: '/claims/1',
          },
        ],
      },
    },
    ...WHY.map((why): Case => ({ page: 'people-invitation-over', label: why, view: { ...shell, why } })),
  ];
}

function formOf(fill: Fill, shell: Shell): PeopleFormView {
  const terms: TermsView = {
    roles: [
      { role: 'helper', chosen: true },
      { role: 'representative', chosen: false },
    ],
    where: 'some',
    allPlaces: true,
    places: [{ id: '1', name: fill.organization, chosen: true }],
    kinds: (['scans', 'reports', 'breaches', 'cases'] as const).map((kind) => ({ kind, chosen: true })),
    until: 'date',
    durations: (['month', 'year', 'open', 'date'] as const).map((duration) => ({
      duration,
      chosen: duration === 'date',
    })),
    day: '2026-06-05',
    firstDay: '2026-05-04',
  };
  return {
    ...shell,
    who: self(fill),
    peopleHref: '/people',
    action: '/people/preview',
    person: null,
    name: fill.person,
    email: 'nora@family.test',
    terms,
    endAction: null,
  };
}

function previewOf(fill: Fill, shell: Shell): PeoplePreviewView {
  return {
    ...shell,
    who: self(fill),
    peopleHref: '/people',
    person: fill.person,
    email: 'nora.long-address@family.example.org',
    role: 'helper',
    until: FIFTH_OF_JUNE,
    places: [{ name: fill.organization, scans: 12 }],
    scans: [
      { name: fill.text('CT CHEST'), place: fill.organization, day: THIRD_OF_MAY },
      { name: 'MRI', place: fill.organization, day: null },
    ],
    breaches: [fill.organization],
    cases: 1,
    reports: false,
    hides: true,
    consent: fill.text('I let Nora look at my record.'),
    fields: [{ name: 'role', value: 'helper' }],
    sendAction: '/people/invitations',
    backAction: '/people/preview',
  };
}
