import type { OfficeRunView, OfficesView } from '../../../src/web/offices/views.js';
import type { Case } from './cases.js';
import { FIFTH_OF_JUNE, type Fill, THIRD_OF_MAY, TODAY, viewer } from './values.js';

const WHY = ['unknown', 'closed', 'late'] as const;
const OFFICER_STATES = ['in', 'asked', 'late', 'ended'] as const;

/** Offices: to operators, to their officers, and to patients. */
export function officeCases(fill: Fill): Case[] {
  const shell = { lang: 'en', csrf: fill.text('token'), viewer: viewer(fill) };
  const own: OfficesView['own'] = [{ name: fill.organization, href: '/offices/1', openCases: 2 }];
  return [
    { page: 'offices', label: 'of an officer', view: { ...shell, own, operator: null } },
    { page: 'offices', label: 'of nobody', view: { ...shell, own: [], operator: null } },
    { page: 'offices', label: 'to run, none', view: { ...shell, own: [], operator: { offices: [], zones: [] } } },
    { page: 'offices', label: 'to run', view: { ...shell, own, operator: toRun(fill) } },
    { page: 'office-run', label: 'new', view: { ...anOffice(fill), organizations: [], officers: [] } },
    { page: 'office-run', label: 'full', view: anOffice(fill) },
    { page: 'office-run', label: 'nothing found', view: { ...anOffice(fill), found: [], more: false } },
    { page: 'office-run', label: 'left', view: { ...anOffice(fill), left: TODAY } },
    {
      page: 'officer-invitation',
      label: 'waits',
      view: {
        ...shell,
        viewer: null,
        office: fill.organization,
        by: fill.person,
        email: 'o…@lakeside.test',
        token: fill.text('token'),
      },
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
  const place = { id: '1', name: fill.organization, city: fill.text('Elm'), state: 'TX' };
  return {
    lang: 'en',
    csrf: fill.text('token'),
    viewer: viewer(fill),
    name: fill.organization,
    zone: 'New York',
    patients: 120_000,
    since: THIRD_OF_MAY,
    left: null,
    organizations: [{ ...place, action: '/offices/run/1/organizations/1/give-up' }],
    officers: OFFICER_STATES.map((state) => ({
      name: fill.person,
      email: 'olga.long-address@lakeside.example.org',
      state,
      at: FIFTH_OF_JUNE,
      endAction: state === 'ended' ? null : '/offices/run/1/officers/1/end',
    })),
    query: fill.text('lake'),
    found: [place, { ...place, id: '2', city: null, state: null }],
    more: true,
    action: '/offices/run/1',
  };
}
