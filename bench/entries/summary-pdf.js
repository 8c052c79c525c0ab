/** A provider's monthly summary from its row to each of its forms, beside pdfkit alone setting the same words on the same paper without tags. */
import PDFDocument from 'pdfkit';
import { FONTS } from '../../dist/letters/pdf/fonts.js';
import { summaryFile, summaryFiles } from '../../dist/summaries/summary-files.js';
import { inventedSummary } from '../invented/summaries.js';
import { median, quantile, ratio, turned } from '../measure.js';
import { inKb, inMs, inTimes, printTable } from '../table.js';

const PUBLIC_URL = 'https://scanwarden.example';
const WARM_UP_ROUNDS = 10;
const ROUNDS = 40;
const LIMIT_MS = 150;

const row = inventedSummary();
const rows = [];
for (const locale of ['en', 'es']) rows.push(...(await measured(locale)));
printTable(
  `summary: one row to its forms; ratio to bare pdfkit; limit ${LIMIT_MS} ms for the PDF`,
  ['', 'bytes', 'middle', 'slowest of 20', 'processor', 'ratio'],
  rows,
);

async function measured(locale) {
  const [pdf, csv, json] = await checked(locale);
  const lines = csv.bytes.toString().split('\r\n');
  const make = (form) => () => summaryFile(form, row, locale, PUBLIC_URL);
  const contenders = {
    'bare pdfkit': () => bare(lines),
    PDF: make('pdf'),
    CSV: make('csv'),
    MeasureReport: make('json'),
  };
  const times = await timesOf(contenders);
  const bytes = { PDF: pdf, CSV: csv, MeasureReport: json };
  const processor = {};
  for (const [name, call] of Object.entries(contenders)) processor[name] = await processorOf(call);
  return Object.entries(times).map(([name, each]) => [
    `${name}, ${locale}`,
    bytes[name] ? inKb(bytes[name].bytes.length) : '',
    inMs(median(each)),
    inMs(quantile(each, 0.95)),
    inMs(processor[name]),
    inTimes(ratio(each, times['bare pdfkit'])),
  ]);
}

async function timesOf(contenders) {
  const names = Object.keys(contenders);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
    for (const name of turned(names, round + WARM_UP_ROUNDS)) {
      const from = performance.now();
      await contenders[name]();
      if (round >= 0) times[name].push(performance.now() - from);
    }
  }
  return times;
}

/** Milliseconds of processor time of a call: a busy machine inflates them less than the clock. */
async function processorOf(call) {
  const before = process.cpuUsage();
  for (let round = 0; round < ROUNDS; round += 1) await call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / ROUNDS;
}

/** A figure for a paper that is none would be worse than none. */
async function checked(locale) {
  const files = await summaryFiles(row, locale, PUBLIC_URL);
  if (!files[0].bytes.includes('/StructTreeRoot') || files.length !== 3)
    throw new Error('no whole summary was made');
  return files;
}

function bare(lines) {
  const document = new PDFDocument({ font: '', size: 'A4', margin: 46 });
  const chunks = [];
  const ended = new Promise((resolve) => document.on('end', () => resolve(Buffer.concat(chunks))));
  document.on('data', (chunk) => chunks.push(chunk));
  document.registerFont('plain', FONTS.plain).font('plain').fontSize(7);
  for (const line of lines) document.text(line === '' ? ' ' : line);
  document.end();
  return ended;
}
