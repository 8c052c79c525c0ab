import { DateTime } from 'luxon';
import { drawnFigures } from '../domain/summary/charts.js';
import type { Figure, SummaryFigures, SummaryRow } from '../domain/summary/figures.js';
import { trendMonths } from '../domain/summary/year.js';
import { settable } from '../letters/case-pdf.js';
import { BOLD, PLAIN, QUIET, Sheet } from '../letters/pdf/sheet.js';
import { dayInFull } from '../words/days.js';
import { type Locale, wordsIn } from '../words/words.js';
import { definedFigures, type DefinedFigure } from './definitions.js';
import { type Column, drawTable, type Row } from './draw-table.js';
import { bullets, heading, inColumns, paragraph, PLAIN_SMALL, SMALL } from './draw-text.js';
import { drawTrend } from './draw-trend.js';
import { percentShown, SummaryWords } from './summary-words.js';

type Element = PDFKit.PDFStructureElement;

const MARGINS = { top: 34, bottom: 48, left: 46, right: 46 };
const TINY = 6.6;

const FIGURE_COLUMNS: Column[] = [
  { left: 0, width: 196, align: 'left' },
  { left: 200, width: 50, align: 'right' },
  { left: 258, width: 70, align: 'right' },
  { left: 334, width: 104, align: 'right' },
  { left: 442, width: 60, align: 'right' },
];
const LABEL_WIDTH = 112;
const CHART_WIDTH = 62;
const MONTH_WIDTH = 26.6;
const MONTHS_LEFT = LABEL_WIDTH + CHART_WIDTH + 10;

/** A summary on paper: tagged PDF (PDF/UA-1), A4. The same row in the same language gives the same bytes. */
export async function summaryPdf(row: SummaryRow, locale: Locale): Promise<Buffer> {
  const words = new SummaryWords(wordsIn(locale));
  const day = DateTime.fromJSDate(row.madeAt, { zone: row.provider.timeZone }).toFormat('yyyy-MM-dd');
  const sheet = new Sheet({
    title: words.say('title'),
    language: locale,
    paper: 'A4',
    day,
    margins: MARGINS,
  });
  const { first, count } = sheet.part(locale, (part) => {
    drawHead(sheet, part, row, dayInFull(day, locale), words);
    if (row.figures === null) return paragraph(sheet, part, words.say('tooFew'), PLAIN);
    drawFigures(sheet, part, row.figures, words);
    drawMonths(sheet, part, row.figures, words);
    drawDefinitions(sheet, part, row, words);
  });
  for (let page = 1; page <= count; page += 1)
    sheet.foot(first + page - 1, words.say('page', { page, pages: count }));
  return sheet.bytes();
}

function drawHead(sheet: Sheet, part: Element, row: SummaryRow, day: string, words: SummaryWords): void {
  const { provider, month, version, correction } = row;
  const name = settable(provider.name).text;
  heading(sheet, part, 'H1', words.say('heading', { month: words.month(month) }));
  paragraph(sheet, part, name, { ...BOLD, size: 10 });
  const made = words.say('version', { version, day, dayNear: 'no' });
  paragraph(sheet, part, `${made}. ${words.say('confidential', { name })}`, { ...QUIET, size: SMALL });
  if (correction === null) return;
  const changed = words.changed(correction.changed);
  paragraph(sheet, part, words.say('corrected', { why: settable(correction.why).text }), PLAIN_SMALL);
  paragraph(sheet, part, words.say(changed.length === 0 ? 'changedNone' : 'changed'), PLAIN_SMALL);
  if (changed.length > 0) bullets(sheet, part, changed);
}

function drawFigures(sheet: Sheet, part: Element, figures: SummaryFigures, words: SummaryWords): void {
  heading(sheet, part, 'H2', words.say('gaps'));
  bullets(sheet, part, words.gaps(figures));
  heading(sheet, part, 'H2', words.say('figures'));
  const heads = ['figure', 'count', 'perThousand', 'meanBefore', 'year'].map((id) =>
    words.say(`column.${id}`),
  );
  drawTable(sheet, part, heads, figureRows(figures, words), {
    columns: FIGURE_COLUMNS,
    size: SMALL,
    pitch: 9.9,
  });
}

function figureRows(figures: SummaryFigures, words: SummaryWords): Row[] {
  const { patients, ofPatients, studies, tables, breaches } = figures;
  const group = (table: string): Row => ({ cells: [words.say(`table.${table}`)], isGroup: true });
  const alone = (table: string, cell: string, count: number | 'hidden' | null): Row => ({
    cells: [words.label(table, cell), count === null ? words.say('coverage.notStated') : words.shown(count)],
    hidden: [false, count === 'hidden'],
  });
  const percent = percentShown(figures);
  return [
    group('coverage'),
    alone('coverage', 'patients', patients),
    alone('coverage', 'of-patients', ofPatients),
    ...(percent === null
      ? []
      : [{ cells: [words.say('coverage.share'), words.say('coverage.percent', { percent })] }]),
    alone('coverage', 'studies', studies),
    ...tables.flatMap(({ id, figures: each }) => [
      group(id),
      ...each.map((figure) => figureRow(words.label(id, figure.id), figure, words)),
    ]),
    group('breaches'),
    alone('breaches', 'own', breaches.own),
    alone('breaches', 'vendors', breaches.vendors),
  ];
}

function figureRow(
  label: string,
  { count, perThousand, meanBefore, year }: Figure,
  words: SummaryWords,
): Row {
  return {
    cells: [label, words.shown(count), words.shown(perThousand), words.shown(meanBefore), words.year(year)],
    hidden: [false, ...[count, perThousand, meanBefore, year.count].map((one) => one === 'hidden')],
  };
}

function drawMonths(sheet: Sheet, part: Element, figures: SummaryFigures, words: SummaryWords): void {
  const drawn = drawnFigures(figures);
  const months = trendMonths(figures.month);
  sheet.need(300);
  heading(sheet, part, 'H2', words.say('months'));
  const ends = { first: words.month(months[0]!), last: words.month(months.at(-1)!) };
  paragraph(sheet, part, words.say('months.scale', ends), { ...QUIET, size: SMALL });
  const rows = drawn.map(({ name, figure: { trend } }) => ({
    cells: [
      words.say(`drawn.${name}`),
      ...trend.map((month) => (month === 'none' ? '–' : words.shown(month))),
    ],
    hidden: [false, ...trend.map((month) => month === 'hidden')],
  }));
  const heads = [words.say('months.figure'), ...months.map((month) => words.month(month, 'short'))];
  drawTable(sheet, part, heads, rows, {
    columns: [
      { left: 0, width: LABEL_WIDTH, align: 'left' },
      ...months.map((_, at): Column => ({
        left: MONTHS_LEFT + at * MONTH_WIDTH,
        width: MONTH_WIDTH - 1,
        align: 'right',
      })),
    ],
    size: TINY,
    pitch: 17,
    beside: (at, top, bottom) =>
      drawTrend(sheet, drawn[at]!.figure.trend, {
        left: sheet.left + LABEL_WIDTH + 4,
        top: top + 2,
        width: CHART_WIDTH,
        height: bottom - top - 4,
      }),
  });
  sheet.gap(6);
}

/** In two columns, read down the first and then the second. */
function drawDefinitions(sheet: Sheet, part: Element, { provider }: SummaryRow, words: SummaryWords): void {
  heading(sheet, part, 'H2', words.say('definitions'));
  const rules = ['month', 'scope', 'perThousand', 'meanBefore', 'total', 'year', 'share'].map((id) =>
    words.say(`rule.${id}`, id === 'month' ? { zone: provider.timeZone } : {}),
  );
  const texts = [...rules, ...definedFigures().map((figure) => definitionText(figure, words))];
  inColumns(sheet, part, texts);
}

function definitionText({ table, cell }: DefinedFigure, words: SummaryWords): string {
  return `${words.label(table, cell)}: ${words.definition(table, cell)}`;
}
