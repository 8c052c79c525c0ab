import { scanKind } from '../../domain/messages/scan-kind.js';
import { examName } from '../../domain/study.js';
import { settable } from '../../letters/case-pdf.js';
import type { WrittenBlock } from '../../letters/written-letter.js';
import type { ExportedRecord } from '../../store/pages/export.reader.js';
import type { Words } from '../../words/words.js';
import { momentWords, type Reader, statedDay } from '../words/times.js';

/** A record for paper: places, scans, and what was asked of them. */
export function recordBlocks(record: ExportedRecord, words: Words, reader: Reader): WrittenBlock[] {
  const made = momentWords(reader.now, reader).exact;
  const blocks: WrittenBlock[] = [
    { kind: 'heading', level: 1, text: words.say('leave.pdf.heading', { name: record.patient.name }) },
    { kind: 'paragraph', text: words.say('leave.pdf.made', { at: made }) },
    ...listed(words.say('leave.pdf.places'), placesOf(record, words, reader)),
    ...listed(words.say('leave.pdf.scans', { count: record.studies.length }), scansOf(record, words, reader)),
    ...listed(words.say('leave.pdf.questions'), questionsOf(record, words, reader)),
    ...listed(words.say('leave.pdf.breaches'), breachesOf(record, words, reader)),
  ];
  return blocks.map(asSettable);
}

function listed(heading: string, items: string[]): WrittenBlock[] {
  return items.length === 0
    ? []
    : [
        { kind: 'heading', level: 2, text: heading },
        { kind: 'list', items },
      ];
}

function placesOf({ places }: ExportedRecord, words: Words, reader: Reader): string[] {
  return places.map(({ site_name, last_complete_at }) =>
    last_complete_at === null
      ? words.say('leave.pdf.placeUnread', { place: site_name })
      : words.say('leave.pdf.place', { place: site_name, at: dayOf(last_complete_at, reader) }),
  );
}

function scansOf({ studies, organizations }: ExportedRecord, words: Words, reader: Reader): string[] {
  const names = new Map(organizations.map(({ id, name }) => [id, name]));
  const newest = [...studies].sort((left, right) =>
    (right.facts.started ?? '').localeCompare(left.facts.started ?? ''),
  );
  return newest.map(({ facts, organization_id }) =>
    [
      `${words.say(`leave.kind.${scanKind(facts.modalities)}`)}${examName(facts) === null ? '' : `: ${examName(facts)}`}`,
      facts.started === null ? words.say('leave.pdf.noDay') : (statedDay(facts.started, reader)?.words ?? ''),
      names.get(organization_id) ?? '',
    ].join('\n'),
  );
}

function questionsOf({ flags, studies }: ExportedRecord, words: Words, reader: Reader): string[] {
  const exams = new Map(studies.map(({ id, facts }) => [id, examName(facts)]));
  return flags.flatMap(({ situation, study_id, created_at }) => {
    if (situation === null) return [];
    const said = words.say(`need.situation.${situation}`, { who: 'self', name: '' });
    return [`${dayOf(created_at, reader)}: ${said}\n${exams.get(study_id) ?? ''}`.trim()];
  });
}

function breachesOf(record: ExportedRecord, words: Words, reader: Reader): string[] {
  const names = new Map(record.organizations.map(({ id, name }) => [id, name]));
  return record.exposures.map(({ situation, organization_id, created_at }) => {
    const said = words.say(`need.situation.${situation}`, { who: 'self', name: '' });
    return `${dayOf(created_at, reader)}: ${said}\n${names.get(organization_id ?? '') ?? ''}`.trim();
  });
}

function dayOf(at: string, reader: Reader): string {
  return statedDay(at.slice(0, 10), reader)?.words ?? at;
}

/** Records hold letters of any script; what the fonts lack is shown as a box. */
function asSettable(block: WrittenBlock): WrittenBlock {
  if (block.kind === 'list') return { ...block, items: block.items.map((item) => settable(item).text) };
  return block.kind === 'heading' || block.kind === 'paragraph'
    ? { ...block, text: settable(block.text).text }
    : block;
}
