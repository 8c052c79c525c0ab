import { isObject, objectsIn, stringIn } from './resource.js';

/** What an OperationOutcome means for the reading of one type. */
export interface OutcomeGap {
  refused: boolean;
  code: string;
  why: string;
  /** How long the source asked us to wait, in ms. */
  retryAfterMs?: number | undefined;
}

/** Issue types by which a source says that it will not, rather than that it could not (R4 value set issue-type). */
const REFUSALS = new Set(['forbidden', 'not-supported', 'suppressed', 'security']);

const HARMLESS = new Set(['warning', 'information', 'success']);

const WORDS: Readonly<Record<string, string>> = {
  forbidden: 'the source does not allow this to be read',
  'not-supported': 'the source does not offer this',
  suppressed: 'the source withholds this',
  security: 'the source does not allow this to be read',
  login: 'the source asks for a new sign-in: the connection must be linked again',
  unknown: 'the source reported an error',
  expired: 'the source reported an error: the session or the access has expired',
  'not-found': 'the source reported an error: something it was asked for was not found',
  deleted: 'the source reported an error: something it was asked for was deleted',
  invalid: 'the source reported an error: it finds the request or its own data invalid',
  required: 'the source reported an error: one of its records lacks a required field',
  value: 'the source reported an error: one of its records holds an invalid value',
  processing: 'the source reported an error while processing',
  exception: 'the source reported an internal error',
  timeout: 'the source ran out of time',
  throttled: 'the source asks for fewer requests',
  transient: 'the source reported a passing error',
  incomplete: 'the source says its answer is incomplete',
  'too-costly': 'the source finds the answer too large to give',
  'business-rule': 'the source reported an error: a rule of its own forbids the answer',
  conflict: 'the source reported an error: a conflict with another change',
};

/**
 * Judges an outcome by its issues of severity error or fatal; null if it holds none (warnings make no pull
 * incomplete). A severity that cannot be read counts as an error. Never repeats `diagnostics` or `details`, which
 * may hold ids and names.
 */
export function judgeOutcome(outcome: unknown): OutcomeGap | null {
  const issues = isObject(outcome) ? objectsIn(outcome['issue']) : [];
  const codes = issues.filter((issue) => !HARMLESS.has(String(issue['severity']))).map(codeOf);
  const worst = codes.find((code) => !REFUSALS.has(code)) ?? codes[0];
  if (worst === undefined) return null;
  return {
    refused: REFUSALS.has(worst),
    code: `outcome-${worst}`,
    why: WORDS[worst] ?? WORDS['unknown'] ?? '',
  };
}

/** Whether an outcome says that a later page can no longer be had. Epic's own code for that is 4113. */
export function saysPageExpired(outcome: unknown): boolean {
  const issues = isObject(outcome) ? objectsIn(outcome['issue']) : [];
  return issues.some((issue) => {
    const details = isObject(issue['details']) ? objectsIn(issue['details']['coding']) : [];
    const isEpicExpiry = details.some((coding) => coding['code'] === '4113');
    return isEpicExpiry || ['expired', 'not-found', 'deleted'].includes(codeOf(issue));
  });
}

/** All text of an outcome that may tell what it is about: where it points, and what it says. For reading only. */
export function outcomeTexts(outcome: unknown): string[] {
  const issues = isObject(outcome) ? objectsIn(outcome['issue']) : [];
  return issues.flatMap((issue) => {
    const details = isObject(issue['details']) ? issue['details'] : {};
    const places = [issue['expression'], issue['location']].flat();
    return [...places, issue['diagnostics'], details['text']].map(stringIn).filter((text) => text !== null);
  });
}

function codeOf(issue: Record<string, unknown>): string {
  const code = stringIn(issue['code']) ?? 'unknown';
  return code in WORDS ? code : 'unknown';
}
