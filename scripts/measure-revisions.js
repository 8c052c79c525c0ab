/**
 * Compares the events that `scanwarden feed hhs --previous … --current …` tells with labelled ones:
 *   node scripts/measure-revisions.js <labels.jsonl> <events.ndjson>
 * A label is {"kind","before":{"view":"ui"|"archive","record"},"after":{…},"changed"}; the view of an event is told by
 * the name of its file (`archive…`). Prints the counts, and every event that is false, missed or differently told.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

const [labelsFile, eventsFile] = process.argv.slice(2);
if (!labelsFile || !eventsFile) {
  console.error('Usage: node scripts/measure-revisions.js <labels.jsonl> <events.ndjson>');
  process.exit(2);
}

const labelled = byKey(readLines(labelsFile));
const told = byKey(readLines(eventsFile));
const falsely = [...told.keys()].filter((key) => !labelled.has(key));
const missed = [...labelled.keys()].filter((key) => !told.has(key));
const otherwise = [...told.keys()].filter(
  (key) => labelled.has(key) && changesOf(told, key) !== changesOf(labelled, key),
);

for (const key of falsely) console.log(`false   ${key}`);
for (const key of missed) console.log(`missed  ${key}`);
for (const key of otherwise)
  console.log(`changed ${key}: ${changesOf(told, key)} where the label has ${changesOf(labelled, key)}`);
console.log(
  JSON.stringify({
    labelled: labelled.size,
    told: told.size,
    false: falsely.length,
    missed: missed.length,
    otherwise: otherwise.length,
  }),
);

function readLines(file) {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line));
}

function byKey(events) {
  return new Map(
    events.map((event) => [`${event.kind} ${placeOf(event.before)} ${placeOf(event.after)}`, event]),
  );
}

function placeOf(place) {
  if (!place) return '-';
  const view = place.view ?? (/archive/i.test(basename(place.file)) ? 'archive' : 'ui');
  return `${view}:${place.record}`;
}

function changesOf(events, key) {
  return JSON.stringify(Object.entries(events.get(key).changed ?? {}).sort());
}
