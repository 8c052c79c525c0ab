import type { LawId } from '../law.js';
import type { Level } from '../level.js';
import type { Situation } from '../situation.js';
import type { Audience } from './audience.js';
import type { Step } from './steps.js';

/** A sentence, by its id in templates/words/<language>/messages.json, with what it alone names. */
export interface Line {
  id: string;
  values?: Record<string, string | number>;
}

/** What the record itself says, by the name of the value that holds it; shown as written, never interpreted. */
export interface Quote {
  quoted: string;
}

/** What stands under a heading, in order: sentences, lists of them, quotations. */
export type Block =
  | { say: Line }
  | { list: Line[] }
  | { quote: Quote }
  /** The same sentence for each row of a table of values (Facts.tables). */
  | { each: string; line: string };

/** A message before it is put into words: which sentences, in which order, under the four headings. */
export interface Message {
  situation: Situation;
  level: Level;
  audience: Audience;
  title: Line;
  happened: Block[];
  means: Block[];
  /** Stands before the steps, or in their place. */
  stepsIntro: Line | null;
  steps: Step[];
  help: Line[];
  /** Sentences that can wait until somebody asks for more. */
  more: Line[];
  /** Rules of law that it leans on, each once. */
  laws: LawId[];
}
