import { inOrder } from '../../domain/cases/events.js';
import type { CaseRow } from '../../store/cases/case.reader.js';
import type { Handover } from '../../store/offices/handover.store.js';
import type { Values } from '../../words/words.js';
import type { DeedView } from '../views/case.js';
import { type CaseReaderOf, inFull, momentDay, say } from './case-reader.js';
import { stepNames } from './case-steps.js';

interface Deed {
  /** Before all with a number: rows with an id alone, which stand for themselves. */
  number: number;
  at: string;
  /** Empty where it is not kept who did it. */
  by: string;
  id: string;
  values?: Values;
}

/** Who did what, oldest first. What others may not see is told without its words. */
export function historyOf(row: CaseRow, sent: Handover[], reader: CaseReaderOf): DeedView[] {
  const deeds = [
    ...opening(row),
    ...ofSteps(row, reader),
    ...ofRequests(row),
    ...ofPapers(row, reader),
    ...sent.flatMap(ofHandover),
  ];
  return inOrder(deeds).map(({ at, by, id, values }) => ({
    on: momentDay(reader, at),
    by,
    what: say(reader, id, values),
  }));
}

function opening({ openedAt, openedBy, outcomes }: CaseRow): Deed[] {
  const opened = {
    number: -1,
    at: openedAt.toISOString(),
    by: openedBy,
    id: 'did.opened',
  };
  return [opened, ...outcomes.map((word) => ({ ...word, id: `outcome.${word.outcome}` }))];
}

function ofSteps(row: CaseRow, reader: CaseReaderOf): Deed[] {
  const names = stepNames(row, reader);
  return row.steps.map((word) => ({
    ...word,
    id: `did.${word.state}`,
    values: {
      step: names.get(word.step) ?? word.step,
      ...(word.until === null ? {} : { until: inFull(reader, word.until) }),
    },
  }));
}

function ofRequests({ requests }: CaseRow): Deed[] {
  return requests.flatMap(({ recipient, words, at, by }) => [
    { number: 0, at, by, id: 'did.sent', values: { recipient } },
    ...words.map((word) => ({ ...word, id: `did.${word.what}`, values: { recipient } })),
  ]);
}

function ofPapers({ notes, replies, answers, offers }: CaseRow, reader: CaseReaderOf): Deed[] {
  return [
    ...notes.map((word) => ({ ...word, id: 'did.note' })),
    ...replies.map(({ at, by }) => ({ number: 0, at, by, id: 'did.reply' })),
    ...offers.map((word) => ({ ...word, id: 'did.offer' })),
    ...answers.map((word) => ({
      ...word,
      id: 'did.answer',
      values: { question: say(reader, `hotline.${word.question}`) },
    })),
  ];
}

function ofHandover({ office, by, sentAt, withdrawnAt, answers }: Handover): Deed[] {
  const values = { office: office.name };
  const deed = (id: string, at: string, person: string, number: number): Deed => ({
    number,
    at,
    by: person,
    id,
    values,
  });
  return [
    deed('did.handed-over', sentAt.toISOString(), by, 0),
    ...answers.map((said) => deed('did.office-answered', said.at, said.by, Number(said.number))),
    ...(withdrawnAt === null ? [] : [deed('did.taken-from-office', withdrawnAt.toISOString(), '', 0)]),
  ];
}
