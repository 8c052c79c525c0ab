import { describe, expect, it } from '@jest/globals';
import type { SummaryRow } from '../../src/domain/summary/figures.js';
import { type SummaryLinks, summaryView } from '../../src/web/offices/summary-view.js';
import { renderPage } from '../../src/web/render.js';
import { aFigure, aSummary, someFigures } from '../support/a-summary.js';

const READER = { language: 'en', zone: 'UTC', now: new Date('2026-06-02T12:00:00Z') };
const LINKS: SummaryLinks = {
  list: '/offices/1',
  newer: null,
  form: (form) => `/x.${form}`,
  months: [],
  versions: [],
};

function pageOf(row: SummaryRow): string {
  const view = summaryView(row, READER, LINKS);
  return renderPage('summary', { lang: 'en', csrf: '', viewer: null, ...view });
}

/** The cells of the first row with this label, without marks. */
function rowOf(page: string, label: string): string[] {
  const row = page.split('<tr>').filter((each) => each.startsWith(`<th scope="row">${label}<`))[1]!;
  return [...row.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell]) => cell!.replace(/<[^>]*>/g, ''));
}

describe('the page of a summary', () => {
  it('says every figure as it is shown', () => {
    const page = pageOf(aSummary());
    expect(rowOf(page, 'New studies')).toEqual(['66', '16', '21.3', '435']);
    expect(rowOf(page, 'Changed after final')).toEqual(['hidden', 'hidden', 'hidden', 'at least 1,240']);
  });

  it('says what is missing before any figure', () => {
    const page = pageOf(aSummary());
    expect(page.indexOf('What is missing here')).toBeLessThan(page.indexOf('<table'));
    expect(page).toContain('32 links to records could no longer be read in full in the month');
  });

  it('says where too few agreed only this, and offers nothing to count', () => {
    const page = pageOf(aSummary({ figures: null }));
    expect(page).toContain('Fewer than 11 patients agreed to be counted.');
    expect(page).not.toMatch(/<table|<svg[^>]*aria-labelledby|\.csv|\.json/);
  });

  it('draws every hidden month alike, whatever stands beside it', () => {
    const drawn = (most: number) => {
      const figures = someFigures();
      figures.tables[0]!.figures = [aFigure('new', [...Array<'hidden'>(11).fill('hidden'), most])];
      const [chart] = summaryView(aSummary({ figures }), READER, LINKS).figures!.charts;
      return chart!.bars.filter(({ kind }) => kind === 'hidden').map(({ y, height }) => [y, height]);
    };
    expect(new Set([...drawn(11), ...drawn(90_000)].map(String)).size).toBe(1);
  });

  it('has the twelve months of a chart in words and in a table', () => {
    const page = pageOf(aSummary());
    expect(page.match(/<svg viewBox="0 0 120 40" role="img"/g)).toHaveLength(12);
    expect(page).toContain('The highest bar stands for 66. Hidden months: 0. Months without a summary: 2.');
  });
});
