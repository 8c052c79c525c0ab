import { type CaseWord, newest } from './events.js';

/** What the help line of a breach letter is asked: what exactly about me, were scans or reports in it, was AI or its maker involved? */
export const HOTLINE_QUESTIONS = ['about-me', 'scans', 'ai'] as const;
export type HotlineQuestion = (typeof HOTLINE_QUESTIONS)[number];
export const HOTLINE_ANSWERS = ['yes', 'no', 'not-said'] as const;
export type HotlineAnswer = (typeof HOTLINE_ANSWERS)[number];

export interface HotlineWord extends CaseWord {
  question: HotlineQuestion;
  answer: HotlineAnswer;
}

/** The help that the letter offers. */
export interface OfferWord extends CaseWord {
  code: string | null;
  /** YYYY-MM-DD: the last day to take it. */
  enrolBy: string | null;
}

/** What the help line said to each question, in their order. */
export function hotlineAnswers(
  words: readonly HotlineWord[],
): { question: HotlineQuestion; said: HotlineWord | null }[] {
  return HOTLINE_QUESTIONS.map((question) => ({
    question,
    said: newest(words.filter((word) => word.question === question)),
  }));
}
