import type { AnswerTime, RequestKind, SentLetter } from './clocks.js';
import { type CaseWord, newest } from './events.js';

/** What can be said of a letter. `waiting` takes an answer back; `mistaken` the letter itself: it was never sent. */
export const REQUEST_WORDS = ['received', 'extended', 'answered', 'waiting', 'mistaken'] as const;

export interface RequestWord extends CaseWord {
  what: (typeof REQUEST_WORDS)[number];
  /** YYYY-MM-DD */
  onDay: string;
}

/** A letter as it was written down. */
export interface CaseRequest {
  id: string;
  kind: RequestKind;
  recipient: string;
  sentOn: string;
  /** By the rule that held when it was sent. */
  time: AnswerTime | null;
  by: string;
  accountId: string;
  at: string;
  words: RequestWord[];
}

/** What became of it. */
export interface RequestState extends SentLetter {
  /** Null while nothing is known of an answer. */
  answeredOn: string | null;
  mistaken: boolean;
}

export function requestState({
  sentOn,
  time,
  words,
}: Pick<CaseRequest, 'sentOn' | 'time' | 'words'>): RequestState {
  const last = (...what: RequestWord['what'][]): RequestWord | null =>
    newest(words.filter((word) => what.includes(word.what)));
  const end = last('answered', 'waiting');
  return {
    sentOn,
    time,
    receivedOn: last('received')?.onDay ?? null,
    extended: last('extended') !== null,
    answeredOn: end?.what === 'answered' ? end.onDay : null,
    mistaken: last('mistaken') !== null,
  };
}

/** Whether somebody still owes an answer. */
export function isUnderWay({ answeredOn, mistaken }: RequestState): boolean {
  return answeredOn === null && !mistaken;
}
