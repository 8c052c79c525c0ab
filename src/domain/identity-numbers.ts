import type { Filing } from './filing.js';

/** What turns a plan or a programme into what is printed on its card. */
const ON_THE_CARD = '(?:numbers?|ids?|identif\\w+|polic\\w+|information|beneficiar\\w+|claims?|account|card)';

/**
 * Social Security, bank, card and health-plan numbers (product section 3), in the words of notices and of lists. "Acme
 * Health Plan" and "patients covered by Medicare" name none.
 */
const NUMBER = [
  'social security|ssns?',
  'bank(?:ing)? (?:account|routing|information|details|numbers?)|financial (?:account|& banking|and banking)',
  '(?:credit|debit|payment) cards?|(?<!id(?:entification)? )card numbers?',
  `health (?:plan|insurance) (?:\\w+ ){0,2}?${ON_THE_CARD}|insurance ${ON_THE_CARD}`,
  `(?:medicare|medicaid)(?: (?:and|or) (?:medicare|medicaid)|/medicaid)? ${ON_THE_CARD}|(?:member|subscriber) (?:ids?|numbers?|identif\\w+)`,
].join('|');
const NAMED = new RegExp(`\\b(?:${NUMBER})\\b`, 'i');

/** Up to the end of what is said in one breath, without a word that says what happened to it. */
const LIST =
  '(?:(?!\\b(?:but|however|although|except|though|while|was|were|may|might|could|has|have|had)\\b)[^.;])*';
const NOT_TOUCHED = '(?:affected|involved|included|compromised|exposed|accessed|taken|stored)';
// "No evidence that card numbers were misused" denies no loss.
const NO = '(?:no|nor|neither)\\s+(?!(?:evidence|indication|reason|proof|signs?)\\b)';

/**
 * "No Social Security numbers were involved", "did not include names, addresses or bank account information", "card
 * numbers were not affected". Only the words that deny are taken out: what a text names beside them still counts.
 */
const DENIED = new RegExp(
  [
    `\\bnot (?:include|contain|involve)\\w*\\s+${LIST}(?=[.;]|$|\\b(?:but|however|although|except|though|while)\\b)`,
    `\\b${NO}${LIST}\\b(?:was|were)\\s+${NOT_TOUCHED}`,
    `\\b(?:${NO}|not (?:include|contain|involve)\\w*\\s+)(?:\\bany\\s+)?(?:\\w+\\s+){0,3}(?:${NUMBER})\\b[^.,;]*`,
    `\\b(?:${NUMBER})\\b(?:\\s+\\w+){0,3}\\s+(?:was|were) not ${NOT_TOUCHED}`,
  ].join('|'),
  'gi',
);

/**
 * Whether a filing names numbers with which someone can open accounts, or get care in another's name, in its text or
 * among the kinds of information that its source lists. A name, a birth date or a driver's license are not such numbers.
 */
export function namesIdentityNumbers({
  description,
  informationTypes,
}: Pick<Filing, 'description' | 'informationTypes'>): boolean {
  return (
    NAMED.test((description ?? '').replace(DENIED, ' ')) || informationTypes.some((type) => NAMED.test(type))
  );
}
