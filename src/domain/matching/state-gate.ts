import type { MatchOutcome } from '../organization.js';
import { isHospitalByWords } from './name-kinds.js';
import type { NameVerdict } from './near-name.js';
import { rareWords, tellingWeight, type ReadName } from './read-name.js';

/** `state-in-name`: the filer sits elsewhere, but the name itself states the organization's state. */
export type StateRelation = 'same-state' | 'state-in-name' | 'state-unknown' | 'other-state';

/** The state is a soft gate: without it, or against it, only a name that few can share counts. A vendor may sit anywhere. */
export function byState(
  filed: ReadName,
  { verdict }: NameVerdict,
  state: StateRelation,
  isVendors: boolean,
): MatchOutcome {
  const rare = rareWords(filed.words).length;
  const telling = tellingWeight(filed.words);
  const isUncommon = rare >= 2;
  if (state === 'other-state') return isUncommon || (isVendors && telling > 0) ? 'possible' : 'none';
  if (verdict === 'like') return state === 'state-unknown' ? 'none' : 'possible';
  if (state === 'state-unknown') {
    if (verdict === 'same' && (isUncommon || (rare > 0 && telling >= 1.5))) return 'named';
    return telling >= (verdict === 'same' ? 0.5 : 1) ? 'possible' : 'none';
  }
  if (telling > 0) return 'named';
  const isOwn = filed.role === 'head' || filed.role === 'trade';
  const tells = verdict === 'same' ? !isOneOfMany(filed) : filed.words.length > 2 && filed.role === 'head';
  return isOwn && tells ? 'named' : 'possible';
}

/** "Memorial Hospital": a state has several, but one "University Hospital". */
function isOneOfMany({ words: [first, second, ...more] }: ReadName): boolean {
  if (second === undefined) return true;
  const isMany = first?.kind === 'descriptor' && first.text !== 'university';
  return isMany && more.length === 0 && isHospitalByWords([second]);
}
