#!/usr/bin/env node
/**
 * Measures the matcher against labelled pairs: precision, recall and F1 with `named` as match, the recall that
 * precision .98 allows when pairs are ranked by score, and every pair that came out wrong.
 * Usage, after `npm run build`: node scripts/measure-match.js <pairs.jsonl> [even|odd]
 * `even` and `odd` take every other line, to tune on one half and report the other.
 */
import { readFileSync } from 'node:fs';
import { matchFiling } from '../dist/domain/match.js';

const WANTED_PRECISION = 0.98;

const [file, half] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: node scripts/measure-match.js <pairs.jsonl> [even|odd]');
  process.exit(2);
}

const judged = readPairs(file)
  .filter((_, at) => half === undefined || (half === 'even') === (at % 2 === 1))
  .map(judge);
printMeasures(judged);
printWrong(judged);

function readPairs(path) {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line));
}

function judge({ id, breach, organization, label, relation }) {
  const filing = { ...breach, description: breach.description ?? breach.webDescription ?? null };
  const match = matchFiling(filing, { id: '', aliases: [], state: null, city: null, ...organization });
  return { id, breach, organization, relation, wanted: label === 'match', ...match };
}

function printMeasures(pairs) {
  const named = pairs.filter((pair) => pair.outcome === 'named');
  const wanted = pairs.filter((pair) => pair.wanted);
  const right = named.filter((pair) => pair.wanted);
  const precision = right.length / named.length;
  const recall = right.length / wanted.length;
  const possible = pairs.filter((pair) => pair.outcome === 'possible');
  const share = (number) => number.toFixed(3);
  console.log(`pairs ${pairs.length}, of them matches ${wanted.length}`);
  console.log(`named ${named.length}: precision ${share(precision)}, recall ${share(recall)}`);
  console.log(`F1 ${share((2 * precision * recall) / (precision + recall))}`);
  console.log(
    `recall at precision ${WANTED_PRECISION}: ${share(recallAtPrecision(pairs, wanted.length))} (by score)`,
  );
  console.log(
    `possible ${possible.length}, of them matches ${possible.filter((pair) => pair.wanted).length}\n`,
  );
}

/** The largest recall among the score thresholds that keep the wanted precision. */
function recallAtPrecision(pairs, wanted) {
  const thresholds = [...new Set(pairs.map((pair) => pair.score))].filter((score) => score > 0);
  const recalls = thresholds.map((threshold) => {
    const taken = pairs.filter((pair) => pair.score >= threshold);
    const right = taken.filter((pair) => pair.wanted).length;
    return right / taken.length >= WANTED_PRECISION ? right / wanted : 0;
  });
  return Math.max(0, ...recalls);
}

function printWrong(pairs) {
  for (const pair of pairs) {
    if (pair.wanted === (pair.outcome === 'named')) continue;
    const kind = pair.wanted ? 'missed' : 'false';
    const names = `${pair.breach.name.trim()} (${pair.breach.state}) | ${pair.organization.name} (${pair.organization.state})`;
    console.log(
      `${kind} ${pair.id} [${pair.relation}] ${names}: ${pair.outcome} ${pair.score} ${pair.reasons.join(', ')}`,
    );
  }
}
