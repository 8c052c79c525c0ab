import { summaryView, type SummaryLinks } from '../../../src/web/offices/summary-view.js';
import type { Reader } from '../../../src/web/words/times.js';
import { aSummary, someFigures } from '../../support/a-summary.js';
import type { Case } from './cases.js';
import { type Fill, viewer } from './values.js';

const READER: Reader = { language: 'en', zone: 'America/New_York', now: new Date('2026-06-02T12:00:00Z') };
const LINKS: SummaryLinks = {
  list: '/offices/1',
  newer: null,
  form: (form) => `/offices/1/summaries/2026-05.${form}`,
  months: ['2026-04', '2026-03'].map((month) => ({ month, href: `/offices/1/summaries/${month}` })),
  versions: [],
};

/** A summary as an officer sees it. */
export function summaryCases(fill: Fill): Case[] {
  const shell = { lang: 'en', csrf: fill.text('token'), viewer: viewer(fill) };
  const provider = { name: fill.organization, timeZone: 'America/New_York' };
  const figures = someFigures();
  const few = someFigures({ ofPatients: null, studies: 'hidden', breaches: { own: 0, vendors: 2 } });
  return [
    {
      page: 'summary',
      label: 'a month',
      view: { ...shell, ...summaryView(aSummary({ provider, figures }), READER, LINKS) },
    },
    {
      page: 'summary',
      label: 'a correction, of a first month',
      view: {
        ...shell,
        ...summaryView(
          aSummary({
            provider,
            version: 2,
            figures: few,
            correction: { why: fill.text('A list was read twice'), changed: ['studies', 'links.total'] },
          }),
          READER,
          {
            ...LINKS,
            newer: '/offices/1/summaries/2026-05',
            versions: [{ version: 1, href: '/offices/1/v1' }],
          },
        ),
      },
    },
    {
      page: 'summary',
      label: 'too few patients',
      view: {
        ...shell,
        ...summaryView(aSummary({ provider, figures: null }), READER, { ...LINKS, months: [] }),
      },
    },
  ];
}
