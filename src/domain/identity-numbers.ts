import type { Filing } from './filing.js';

/** Social Security, bank, card and health-plan numbers (product section 3), in the words of notices and of lists. */
const NUMBER =
  '(?:social security|ssns?|bank(?:ing)? (?:account|information)|financial (?:account|& banking|and banking)|credit card|debit card|(?<!id(?:entification)? )card numbers?|health plan|health insurance|insurance (?:policy|id|number)|member id|medicare|medicaid id)';
const NAMED = new RegExp(`\\b${NUMBER}\\b`, 'i');

/**
 * "No Social Security numbers were involved", "did not include bank account information", "card numbers were not
 * affected". Only the words that deny are taken out, up to the next comma: what a text names beside them still counts.
 */
const DENIED = new RegExp(
  `\\b(?:no|nor|neither|not (?:include|contain|involve)\\w*)\\s+(?:any\\s+)?(?:\\w+\\s+){0,3}${NUMBER}\\b[^.,;]*|\\b${NUMBER}\\b(?:\\s+\\w+){0,3}\\s+(?:was|were) not (?:affected|involved|included|compromised|exposed|accessed|taken)`,
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
