import { AUTHORITIES } from '../../../src/domain/letters/letter-facts.js';
import type { Case } from './cases.js';
import { cared, type Fill, self, viewer } from './values.js';

/** Whom to write to, which letter, and one letter. */
export function letterCases(fill: Fill): Case[] {
  const shell = { lang: 'en', csrf: fill.text('token'), viewer: viewer(fill) };
  const record = { ...shell, who: self(fill), patientHref: '/patients/1' };
  const place = { name: fill.organization, href: '/patients/1/letters/2' };
  const list = { ...record, organization: fill.organization, locale: 'en' as const };
  const letters = [{ title: 'Letter: copies of scans and reports', href: '/patients/1/letters/2/access' }];
  const authorities = AUTHORITIES.map((as) => ({ as, href: `/patients/1/letters/2?as=${as}` }));
  return [
    { page: 'letter-places', label: 'two places', view: { ...record, places: [place, place] } },
    {
      page: 'letter-places',
      label: 'none, helper',
      view: { ...record, who: cared(fill, 'helper'), places: [] },
    },
    { page: 'letters', label: 'letters', view: { ...list, authorities: [], letters } },
    {
      page: 'letters',
      label: 'by what one may act',
      view: { ...list, who: cared(fill), authorities, letters: [] },
    },
    {
      page: 'letter',
      label: 'a letter',
      view: {
        ...shell,
        who: cared(fill, 'helper'),
        lettersHref: '/patients/1/letters/2',
        organization: fill.organization,
        locale: 'en',
        heading: 'Letter: copies of scans and reports',
        text: fill.text('Date of birth: ____\n\nPlease send copies.\n'.repeat(5)),
        pdfHref: '/patients/1/letters/2/access/pdf',
      },
    },
  ];
}
