import { webLink } from '../../../src/web/words/web-link.js';
import type { Case } from './cases.js';
import { type Fill, FIRST_OF_MAY, TODAY, viewer } from './values.js';

const FEED_PROBLEMS = ['unreachable', 'junk', 'shrunken', 'stale'] as const;

function errorCases(fill: Fill): Case[] {
  const shell = { lang: 'en', csrf: fill.text('token'), viewer: viewer(fill) };
  const error = { ...shell, viewer: null, detail: fill.text('The field “email” is empty.') };
  return [
    { page: 'error-400', label: 'with detail', view: error },
    { page: 'error-400', label: 'bare', view: { ...error, detail: null } },
    { page: 'error-403', label: 'bare', view: { ...error, detail: null } },
    { page: 'error-404', label: 'signed in', view: { ...shell, detail: null } },
    { page: 'error-413', label: 'bare', view: { ...error, detail: null } },
    { page: 'error-500', label: 'incident', view: { ...shell, incident: fill.text('7F3K-22') } },
  ];
}

function signInCases(fill: Fill): Case[] {
  const shell = { lang: 'en', csrf: fill.text('token'), viewer: null };
  const email = fill.text('elena@example.org');
  return [
    {
      page: 'sign-in',
      label: 'first',
      view: { ...shell, email: '', problem: null, embedded: false, sandboxAddress: null },
    },
    {
      page: 'sign-in',
      label: 'mistyped',
      view: {
        ...shell,
        email,
        problem: 'not-an-address',
        embedded: true,
        sandboxAddress: fill.text('elena@example.org'),
      },
    },
    {
      page: 'sign-in-sent',
      label: 'sent',
      view: { ...shell, email, typed: true, minutes: 15, embedded: true },
    },
    {
      page: 'sign-in-sent',
      label: 'for an invitation',
      view: { ...shell, email, typed: false, minutes: 15, embedded: true },
    },
    {
      page: 'sign-in-confirm',
      label: 'button',
      view: { ...shell, action: '/sign-in/confirm', token: fill.text('t') },
    },
    { page: 'sign-in-expired', label: 'again', view: { ...shell, embedded: false, sandboxAddress: null } },
  ];
}

/** Sign-in, errors, and the pages of the operator. */
export function operatorCases(fill: Fill): Case[] {
  const shell = { lang: 'en', csrf: fill.text('token'), viewer: viewer(fill) };
  const hospital = {
    name: fill.organization,
    base: 'http://localhost:3000/sandbox/lakeside/fhir',
    studies: 9,
    patients: [{ name: fill.text('Miguel'), id: 'p0a11ce0a11ce' }],
  };
  const sandbox = {
    ...shell,
    hospitals: [hospital, hospital],
    family: [{ name: fill.person, href: '/p/1', places: 2 }],
  };
  const deeds = [fill.person, null].map((person, index) => ({
    action: `/sandbox/press/${index}`,
    label: fill.text('A scan nobody ordered'),
    whatHappens: fill.text('The hospital now lists a scan that is dated years ago.'),
    off: index === 1,
    hospital: fill.organization,
    person,
  }));
  const feed = { name: fill.text('HHS breach portal'), source: webLink('https://example.org/'), rows: 1204 };
  const sources = [
    { source: 'hhs', name: fill.text('HHS breach portal'), chosen: true },
    { source: 'wa', name: fill.text('Washington State'), chosen: false },
  ];
  const feeds = { ...shell, uploadAction: '/feeds/files', sources };
  return [
    ...signInCases(fill),
    ...errorCases(fill),
    { page: 'sandbox', label: 'fresh', view: { ...sandbox, deeds, last: null } },
    ...(['running', 'done', 'failed'] as const).map((state, mails): Case => ({
      page: 'sandbox',
      label: state,
      view: {
        ...sandbox,
        deeds,
        last: { label: fill.text('A scan nobody ordered'), at: TODAY, state, mails },
      },
    })),
    { page: 'staff-news', label: 'none', view: { ...shell, items: [] } },
    {
      page: 'staff-news',
      label: 'some',
      view: {
        ...shell,
        items: [
          {
            title: fill.text('A viewer of scans lets anybody in'),
            from: fill.text('CISA medical advisories'),
            on: FIRST_OF_MAY,
            text: fill.text('Update the viewer.'),
            link: webLink('https://example.org/advisory'),
          },
          {
            title: fill.text('A clinic in the news'),
            from: fill.text('Press'),
            on: null,
            text: null,
            link: null,
          },
        ],
      },
    },
    {
      page: 'rules',
      label: 'counted',
      view: {
        lang: 'en',
        csrf: fill.text('token'),
        viewer: viewer(fill),
        days: 90,
        rules: [
          {
            name: 'side-body-part-date-or-images-changed',
            off: true,
            flags: 1234,
            answered: 'few',
            knownPercent: null,
          },
          { name: 'corroborated', off: false, flags: 'few', answered: 0, knownPercent: 100 },
        ],
      },
    },
    { page: 'feeds', label: 'none', view: { ...feeds, feeds: [], upload: null } },
    {
      page: 'feeds',
      label: 'with problems',
      view: {
        ...feeds,
        feeds: [
          { ...feed, readAt: TODAY, problem: null },
          { ...feed, source: null, rows: 0, readAt: null, problem: null },
          ...FEED_PROBLEMS.map((kind) => ({
            ...feed,
            readAt: FIRST_OF_MAY,
            problem: {
              kind,
              since: FIRST_OF_MAY,
              why: { words: fill.text('The first line is not the header.'), english: true },
            },
          })),
        ],
        upload: {
          state: 'refused',
          why: { words: fill.text('open.csv is an HTML page.'), english: false },
          kept: true,
        },
      },
    },
    {
      page: 'feeds',
      label: 'after a good upload',
      view: {
        ...feeds,
        feeds: [{ ...feed, readAt: TODAY, problem: null }],
        upload: { state: 'read', rows: 1204, added: 1 },
      },
    },
  ];
}
