import type { TimeView } from '../words/times.js';
import type { Shell } from './shell.js';

/** Tokens for programs. */
export interface ApiTokensView extends Shell {
  tokens: {
    endAction: string;
    name: string;
    /** What it lets a program do; one that answers reads too. */
    may: 'read' | 'answer';
    made: TimeView;
    /** Null where it was not used yet. */
    used: TimeView | null;
    /** Null where it has no end. */
    ends: TimeView | null;
    /** Its end is past. */
    over: boolean;
  }[];
}

/** A token just made: shown here and never again. */
export interface ApiTokenView extends Shell {
  token: string;
}
