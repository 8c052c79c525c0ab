import { RULE_NAMES } from '../domain/assess.js';
import type { RuleCount } from '../store/pages/rules.reader.js';
import type { RuleView } from './views/operator.js';

/** Days that are counted. */
export const RULE_DAYS = 90;

/** Fewer than these might be told apart by who knows them. */
const FEWEST = 5;

/** Every rule in the order in which they decide, with what may be shown of its counts. */
export function ruleViews(counts: RuleCount[], off: ReadonlySet<string>): RuleView[] {
  const byRule = new Map(counts.map((count) => [count.rule, count]));
  return RULE_NAMES.map((name) => {
    const { flags, answered, known } = byRule.get(name) ?? { flags: 0, answered: 0, known: 0 };
    return {
      name,
      off: off.has(name),
      flags: shown(flags),
      answered: shown(answered),
      knownPercent: answered < FEWEST ? null : Math.round((known / answered) * 100),
    };
  });
}

function shown(count: number): RuleView['flags'] {
  return count > 0 && count < FEWEST ? 'few' : count;
}
