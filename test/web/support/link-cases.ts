import type { AccessView, LinkProblemView, LinkSiteView, LinkView } from '../../../src/web/views/link.js';
import type { Case } from './cases.js';
import { cared, FIFTH_OF_JUNE, type Fill, self, THIRD_OF_MAY, TODAY, viewer } from './values.js';

const PROBLEMS: LinkProblemView['problem'][] = [
  'denied',
  'scope',
  'busy',
  'unready',
  'refused',
  'stale',
  'no-patient',
  'other-patient',
  'other-record',
  'not-here',
  'signed-out',
];

/** Finding a place, linking it, and what came of it. */
export function linkCases(fill: Fill): Case[] {
  const shell = { lang: 'en', csrf: fill.text('token'), viewer: viewer(fill, false) };
  const found = { href: '/link/1', also: null, town: null, moreTowns: 0, usable: true };
  const search: LinkView = {
    ...shell,
    who: self(fill),
    patientHref: '/patients/1',
    searchAction: '/patients/1/link',
    query: '',
    sites: [],
    more: false,
  };
  const site: LinkSiteView = {
    ...shell,
    who: self(fill),
    searchHref: '/patients/1/link',
    name: fill.organization,
    reads: ['scans', 'reports', 'orders', 'bills'],
    linkAction: '/link/1',
    usable: true,
  };
  const progress = {
    ...shell,
    who: cared(fill),
    patientHref: '/patients/1',
    organization: fill.organization,
    refresh: 10,
    href: '/patients/1/connections/1/progress',
    stillHref: '/patients/1/connections/1/progress?still=yes',
    eventsHref: '/patients/1/connections/1/progress/events',
  };
  const access: AccessView = {
    ...shell,
    who: cared(fill),
    organization: fill.organization,
    connectionHref: '/connections/1',
    patientHref: '/patients/1',
    progressHref: '/patients/1/connections/1/progress',
    reads: ['reports', 'visits'],
    withheld: [],
    partly: [],
    linkedAt: TODAY,
    ends: null,
    renewable: true,
    ended: null,
    relinkAction: '/connections/1/relink',
  };
  const problem = (name: LinkProblemView['problem'], known: boolean): LinkProblemView => ({
    ...shell,
    problem: name,
    organization: known ? fill.organization : null,
    retryAction: known ? '/link/1' : null,
    backHref: '/patients/1/link',
  });
  return [
    {
      page: 'progress',
      label: 'without loading itself again',
      view: { ...progress, refresh: null, says: ['It begins.'] },
    },
    {
      page: 'progress',
      label: 'long, and much came',
      view: {
        ...progress,
        says: [fill.text('What we read so far: orders, visits'), 'That is 12,345 entries.'],
      },
    },
    { page: 'link', label: 'nothing searched yet', view: search },
    { page: 'link', label: 'nothing found', view: { ...search, query: fill.text('harbor') } },
    { page: 'link', label: 'a helper', view: { ...search, who: cared(fill, 'helper'), searchAction: null } },
    {
      page: 'link',
      label: 'several found',
      view: {
        ...search,
        who: cared(fill),
        query: fill.text('harbor'),
        more: true,
        sites: [
          { ...found, name: fill.organization },
          {
            ...found,
            name: fill.organization,
            also: fill.text('Harbor Clinic'),
            town: fill.text('Port Clay, OH'),
            moreTowns: 3,
          },
          { ...found, name: fill.organization, usable: false, town: fill.text('Elmford, OH') },
        ],
      },
    },
    { page: 'link-site', label: 'ready', view: site },
    { page: 'link-site', label: 'not registered', view: { ...site, usable: false, linkAction: null } },
    {
      page: 'link-site',
      label: 'a helper',
      view: { ...site, who: cared(fill, 'helper'), linkAction: null },
    },
    {
      page: 'link-confirm',
      label: 'back from the place',
      view: {
        ...shell,
        organization: fill.organization,
        action: '/link-back',
        answer: [{ name: 'code', value: fill.text('code') }],
      },
    },
    ...PROBLEMS.flatMap((name): Case[] => [
      { page: 'link-problem', label: name, view: problem(name, true) },
      { page: 'link-problem', label: `${name}, place not known`, view: problem(name, false) },
    ]),
    { page: 'access', label: 'all of it', view: access },
    {
      page: 'access',
      label: 'some withheld, ends',
      view: { ...access, withheld: ['scans', 'other'], partly: ['reports'], ends: FIFTH_OF_JUNE },
    },
    {
      page: 'access',
      label: 'for hours only',
      view: { ...access, renewable: false, ends: TODAY, reads: [] },
    },
    {
      page: 'access',
      label: 'taken back',
      view: { ...access, ended: THIRD_OF_MAY, renewable: false, relinkAction: null },
    },
  ];
}
