import type { BreachesView, BreachView } from '../../../src/web/views/breaches.js';
import { BREACH_KINDS } from '../../../src/web/words/breach-kinds.js';
import { bareFiling, fullFiling } from './breach-review-cases.js';
import type { Case } from './cases.js';
import { type Fill, FIRST_OF_MAY, TODAY, viewer } from './values.js';

/** The public pages, as somebody sees them who is not signed in, and as somebody who is. */
export function publicCases(fill: Fill): Case[] {
  const shell = { lang: 'en', csrf: fill.text('token'), viewer: null };
  const months = ['May 2026', 'April 2026', 'March 2026'];
  const list: BreachesView = {
    ...shell,
    query: fill.text('elm'),
    filtered: true,
    states: [
      { code: 'OH', chosen: true },
      { code: 'WA', chosen: false },
    ],
    feeds: [
      { value: 'hhs', source: 'hhs', chosen: false },
      { value: 'sandbox', source: 'sandbox', chosen: true },
    ],
    kinds: BREACH_KINDS.map((kind, at) => ({ kind, chosen: at === 0 })),
    years: ['2026', '2025'].map((year) => ({ year, chosen: year === '2025' })),
    breaches: [
      {
        href: '/breaches/1',
        name: fill.organization,
        state: 'OH',
        kind: 'break-in',
        reportedOn: FIRST_OF_MAY,
        source: 'hhs',
        also: ['washington', 'california', 'sec', 'hibp'],
        affected: { state: 'at-least-500' },
      },
      {
        href: '/breaches/2',
        name: fill.organization,
        state: null,
        kind: 'not-told',
        reportedOn: null,
        source: 'washington',
        also: [],
        affected: { state: 'counted', people: 12345 },
      },
    ],
    nextHref: '/breaches?after=1',
    firstHref: '/breaches?q=elm',
    chart: {
      width: 30,
      height: 40,
      most: 12,
      first: 'March 2026',
      last: 'May 2026',
      kinds: BREACH_KINDS.map((kind, at) => ({
        kind,
        total: 14 * at,
        bars: at === 0 ? [] : [{ x: 1, y: 40 - 9 * at, height: 9 * at }],
      })),
      months: months.map((name) => ({ name, counts: [0, 1, 12, 1234] })),
    },
    read: [
      { source: 'hhs', readAt: TODAY },
      { source: 'hibp', readAt: null },
    ],
    attribution: true,
  };
  const breach: BreachView = {
    ...shell,
    name: fill.organization,
    filings: [
      fullFiling(fill),
      bareFiling(fill, { source: 'washington', affected: { state: 'counted', people: 1234 } }),
    ],
    withdrawn: null,
    read: list.read,
    attribution: true,
  };
  const nothing = { filtered: false, query: '', breaches: [], nextHref: null, firstHref: null, read: [] };
  return [
    { page: 'breaches', label: 'reported breaches', view: list },
    {
      page: 'breaches',
      label: 'no list read yet, signed in',
      view: { ...list, ...nothing, viewer: viewer(fill), attribution: false },
    },
    { page: 'breaches', label: 'nothing fits', view: { ...list, breaches: [], nextHref: null } },
    { page: 'breach', label: 'a breach on two lists', view: breach },
    {
      page: 'breach',
      label: 'a breach that was taken back',
      view: {
        ...breach,
        filings: [bareFiling(fill)],
        withdrawn: { reason: 'hoax', at: TODAY },
        viewer: viewer(fill),
        attribution: false,
      },
    },
  ];
}
