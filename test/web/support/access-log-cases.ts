import type { AccessLogView, PersonView } from '../../../src/web/views/access-log.js';
import type { Case } from './cases.js';
import { cared, type Fill, self, THIRD_OF_MAY, TODAY, viewer } from './values.js';

/** Who looked, and who can see: to the patient, to whoever acts for them, and to a helper. */
export function accessLogCases(fill: Fill): Case[] {
  const person: PersonView = {
    name: fill.person,
    you: false,
    role: 'representative',
    since: THIRD_OF_MAY,
    until: null,
    kinds: null,
    places: null,
  };
  const helper: PersonView = { ...person, role: 'helper', until: TODAY, kinds: ['scans', 'breaches'] };
  const view: AccessLogView = {
    lang: 'en',
    csrf: fill.text('token'),
    viewer: viewer(fill),
    who: self(fill),
    patientHref: '/patients/1',
    peopleHref: '/patients/1/people',
    people: [
      { ...person, role: 'self', you: true },
      person,
      { ...helper, places: [fill.organization, fill.organization] },
      { ...helper, places: [] },
    ],
    days: [
      {
        day: THIRD_OF_MAY,
        people: [
          {
            name: fill.person,
            deeds: [
              { route: 'get', place: null, at: '12:00' },
              { route: 'get-flags-one', place: fill.organization, at: '11:58' },
            ],
          },
        ],
      },
    ],
    olderHref: '/patients/1/access?before=3',
  };
  return [
    { page: 'access-log', label: 'with looks', view },
    {
      page: 'access-log',
      label: 'nobody looked',
      view: { ...view, who: cared(fill), days: [], olderHref: null },
    },
    {
      page: 'access-log',
      label: 'a helper',
      view: {
        ...view,
        who: cared(fill, 'helper'),
        people: [{ ...helper, you: true }],
        days: null,
        olderHref: null,
      },
    },
  ];
}
