/** A letter from its facts to both its forms, beside pdfkit alone with the same text, fonts and paper, and no tags. */
import PDFDocument from 'pdfkit';
import { LETTER_IDS } from '../../dist/domain/letters/letter.js';
import { signingOf } from '../../dist/domain/letters/who-may.js';
import { sampleFacts } from '../../dist/cli/letters/sample-facts.js';
import { letterFiles } from '../../dist/letters/letter-files.js';
import { FONTS } from '../../dist/letters/pdf/fonts.js';
import { median, quantile, ratio, turned } from '../measure.js';
import { inKb, inMs, inTimes, printTable } from '../table.js';

const DAY = '2026-11-22';
const WARM_UP_ROUNDS = 3;
const ROUNDS = 15;
const LIMIT_MS = 60;

const samples = [
  { name: 'fewest facts, English', which: 'short', locale: 'en' },
  { name: 'all facts, English', which: 'long', locale: 'en' },
  { name: 'all facts, Spanish with its English copy', which: 'long', locale: 'es' },
];
const rows = [];
for (const sample of samples) rows.push(await measured(sample));
printTable(
  `letters: each of ${LETTER_IDS.length - 1} kinds in turn, as PDF/UA and as text; ratio to bare pdfkit; limit ${LIMIT_MS} ms`,
  ['', 'bytes', 'bare pdfkit', 'letter', 'slowest', 'ratio'],
  rows,
);

/** The objection alone goes to other places than the rest. */
async function measured({ name, which, locale }) {
  const letters = LETTER_IDS.filter((id) => id !== 'objection' && signingOf(id, 'representative') !== null);
  const made = (id) => letterFiles(id, sampleFacts(which, 'us', 'representative', locale, DAY), locale);
  const texts = new Map();
  for (const id of letters) texts.set(id, await checked(await made(id)));
  const times = { bare: [], whole: [] };
  const contenders = { bare: (id) => bare(texts.get(id).text), whole: made };
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
    for (const id of letters) {
      for (const contender of turned(Object.keys(contenders), round + WARM_UP_ROUNDS)) {
        const from = performance.now();
        await contenders[contender](id);
        if (round >= 0) times[contender].push(performance.now() - from);
      }
    }
  }
  const bytes = median([...texts.values()].map(({ pdf }) => pdf.length));
  return [
    name,
    inKb(bytes),
    inMs(median(times.bare)),
    inMs(median(times.whole)),
    inMs(quantile(times.whole, 1)),
    inTimes(ratio(times.whole, times.bare)),
  ];
}

/** A figure for a letter that is none would be worse than none. */
async function checked(files) {
  if (!files.pdf.includes('/StructTreeRoot') || files.text.length < 500)
    throw new Error('no whole letter was made');
  return files;
}

function bare(text) {
  const document = new PDFDocument({ font: '', size: 'LETTER', margin: 80 });
  const chunks = [];
  const ended = new Promise((resolve) => document.on('end', () => resolve(Buffer.concat(chunks))));
  document.on('data', (chunk) => chunks.push(chunk));
  document.registerFont('plain', FONTS.plain).font('plain').fontSize(10.5);
  for (const line of text.split('\n')) document.text(line === '' ? ' ' : line, { lineGap: 3.4 });
  document.end();
  return ended;
}
