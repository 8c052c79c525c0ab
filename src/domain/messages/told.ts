import type { AiStatement } from '../study.js';
import type { Place } from '../letters/place.js';
import type { Level } from '../level.js';
import type { AccessChange } from '../people/access-news.js';
import type { Audience } from './audience.js';
import type { PlainReason } from './plain-reasons.js';

/** What is the same of every message. */
interface Common {
  level: Level;
  audience: Audience;
  /** Where the place lies. */
  place: Place;
}

export type Answered = 'know' | 'unsure' | 'not-mine' | 'differs';

/** Why a flag was raised, as a rule of domain/assess.ts names it. `nothing-to-compare`: no evidence type could be read. */
export interface Why {
  code: string;
  /** Whole years between a scan's own date and the day it was added; 0 where less. */
  years?: number;
}

/** A question about one scan. */
export interface StudyTold {
  answer: Answered | null;
  /** The person said that the matter is dealt with. */
  dealt: boolean;
  why: Why[];
  /** Ordinary reasons, the most likely by the signs of this case first. */
  reasons: PlainReason[];
  /** A bill or claim fits it. */
  billFits: boolean;
  /** The scan states a date. */
  dated: boolean;
}

/** A breach that was reported, or told in a letter. */
export interface BreachTold {
  answer: 'know' | 'not-mine' | null;
  dealt: boolean;
  /** It comes from a letter that somebody typed in. */
  letter: boolean;
  reportedOn: boolean;
  affected: 'counted' | 'at-least-500' | 'not-told';
  /** Kinds of data that it names. */
  kinds: string[];
  /** Numbers among them with which somebody can open accounts, or get care in another's name. */
  numbers: boolean;
  why: string[];
  /** Scans held there are known of. */
  held: boolean;
  /** The day by which the letter must come is known. */
  letterBy: boolean;
  hotline: boolean;
  offerCode: boolean;
  /** Since it was told: more people are counted, numbers that open accounts are named, its case was closed. */
  morePeople: boolean;
  moreKinds: boolean;
  closed: boolean;
}

/** What was new, and where we looked or could not. */
export interface DigestTold {
  news: boolean;
  /** Scans were added that nobody was asked about. */
  known: boolean;
  /** Questions wait for an answer. */
  open: boolean;
  /** There are places that were read in full. */
  watched: boolean;
  /** There are places that were linked of late, and not read in full yet. */
  unread: boolean;
  /** There are places that cannot be read. */
  gaps: boolean;
  /** There are places that could not be read for a while. */
  pastGaps: boolean;
  /** Others owe an answer. */
  due: boolean;
}

/** What a message is made from besides the words and figures that it shows: all that decides which sentences stand in it. */
export type Told = Common &
  (
    | { situation: 'S01'; empty: boolean; years: boolean }
    | ({ situation: 'S02'; firstList: boolean } & StudyTold)
    | ({ situation: 'S03' } & StudyTold)
    | ({ situation: 'S04'; how: 'changed' | 'replaced' | 'merged' } & StudyTold)
    | ({ situation: 'S05'; how: 'gone' | 'withdrawn' | 'again' } & StudyTold)
    | ({ situation: 'S06'; texts: boolean } & StudyTold)
    | { situation: 'S07'; differing: boolean; own: boolean }
    | { situation: 'S08'; atOdds: boolean; other: boolean }
    | { situation: 'S09'; by: AiStatement['by']; product: boolean }
    | { situation: 'S10' }
    | { situation: 'S11'; dated: boolean }
    | ({ situation: 'S12' | 'S13' | 'S14' } & BreachTold)
    | { situation: 'S15'; news: 'withdrawn' | 'other-place' }
    | { situation: 'S16'; problem: ConnectionProblem }
    | { situation: 'S17'; until: boolean; byReader: boolean }
    | { situation: 'S18'; event: AccountEventTold; notMe: boolean; exported: boolean }
    | { situation: 'S19'; change: AccessChange; toCaregiver: boolean; mayAct: boolean; until: boolean }
    | ({ situation: 'S20' } & DigestTold)
    | { situation: 'S21'; late: boolean; last: boolean; complain: boolean }
  );

/** What happened to an account, as its owner is told. */
export type AccountEventTold =
  | 'link'
  | 'sign-in'
  | 'email'
  | 'email-asked'
  | 'export'
  | 'passkey'
  | 'passkey-gone'
  | 'passkey-refused'
  | 'codes'
  | 'token';

export type ConnectionProblem =
  'ending' | 'permission' | 'registration' | 'busy' | 'unreachable' | 'unreadable' | 'empty' | 'partial';
