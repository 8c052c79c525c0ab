import { settable } from '../../letters/case-pdf.js';
import type { WrittenBlock } from '../../letters/written-letter.js';
import type { CaseRow } from '../../store/cases/case.reader.js';
import type { Handover } from '../../store/offices/handover.store.js';
import { type CaseReaderOf, inFull, momentDay, say } from './case-reader.js';
import { type CaseFacts, caseFacts, replyLine } from './case-view.js';

/** A whole case for paper: facts, steps, dates, letters, what offices were sent and said, what came back with its hash, notes, and who did what. */
export function caseBlocks(row: CaseRow, sent: Handover[], reader: CaseReaderOf): WrittenBlock[] {
  const facts = caseFacts(row, sent, reader);
  const blocks = [
    ...opening(facts, reader),
    ...listed('steps', stepsOf(facts, reader), reader),
    ...listed('dates', facts.dates, reader),
    ...listed(
      'letters',
      facts.requests.map(({ lines }) => lines.join(' ')),
      reader,
    ),
    ...listed(
      'handovers',
      sent.map((one) => handoverText(one, reader)),
      reader,
    ),
    ...listed('hotline', hotlineOf(facts), reader),
    ...listed('offer', facts.offer?.lines ?? [], reader),
    ...listed('replies', repliesOf(row, reader), reader),
    ...listed(
      'notes',
      facts.notes.map(({ on, by, text }) => `${on} · ${reader.words.nameOf(by)}\n${text}`),
      reader,
    ),
    ...listed(
      'history',
      facts.history.map(
        ({ on, by, what }) => `${on}${by === '' ? '' : ` · ${reader.words.nameOf(by)}`}\n${what}`,
      ),
      reader,
    ),
  ];
  return asSettable(blocks, reader);
}

function opening({ heading, closed, asked }: CaseFacts, reader: CaseReaderOf): WrittenBlock[] {
  const made = say(reader, 'pdf.made', { day: inFull(reader, reader.today) });
  const lines = [made, ...asked, ...(closed ?? [say(reader, 'outcome.open')])];
  return [
    { kind: 'heading', level: 1, text: heading },
    ...lines.map((text): WrittenBlock => ({ kind: 'paragraph', text })),
  ];
}

/** A heading with its list; nothing where there is nothing to list. */
function listed(label: string, items: string[], { words }: CaseReaderOf): WrittenBlock[] {
  if (items.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: words.say(`cases.label.${label}`) },
    label === 'steps' ? { kind: 'numbered', items, answer: null } : { kind: 'list', items },
  ];
}

function stepsOf({ steps }: CaseFacts, reader: CaseReaderOf): string[] {
  return steps.map(({ what, said }) => `${what}\n${said ?? say(reader, 'step.open')}`);
}

function hotlineOf({ hotline }: CaseFacts): string[] {
  return (hotline ?? []).flatMap(({ asks, said }) => (said === null ? [] : [`${asks}\n${said}`]));
}

function repliesOf({ replies }: CaseRow, reader: CaseReaderOf): string[] {
  return replies.map((reply) => `${replyLine(reply, reader)}\nSHA-256: ${reply.sha256}`);
}

/** Who sent it where and when, whether it was taken back, and below that each answer with its words. */
function handoverText({ office, by, sentAt, withdrawnAt, answers }: Handover, reader: CaseReaderOf): string {
  const on = (at: Date): string => momentDay(reader, at.toISOString());
  const sent = say(reader, 'handover.sent', { by, office: office.name, day: on(sentAt) });
  const gone = withdrawnAt === null ? [] : [say(reader, 'handover.withdrawn', { day: on(withdrawnAt) })];
  const said = answers.flatMap(({ answer, words, by: officer, at }) => [
    `${momentDay(reader, at)} · ${reader.words.nameOf(officer)}`,
    reader.words.say(`office.said.${answer}`),
    ...(words === null ? [] : [words]),
  ]);
  return [[sent, ...gone].join(' '), ...said].join('\n');
}

/** People's own words may hold letters that the fonts do not: then a last line says so. */
function asSettable(blocks: WrittenBlock[], reader: CaseReaderOf): WrittenBlock[] {
  let whole = true;
  const set = (text: string): string => {
    const read = settable(text);
    whole &&= read.whole;
    return read.text;
  };
  const safe = blocks.map((block): WrittenBlock => {
    if (block.kind === 'list' || block.kind === 'numbered') return { ...block, items: block.items.map(set) };
    return block.kind === 'heading' || block.kind === 'paragraph'
      ? { ...block, text: set(block.text) }
      : block;
  });
  return whole ? safe : [...safe, { kind: 'paragraph', text: say(reader, 'pdf.letters-missing') }];
}
