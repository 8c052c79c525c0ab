import type { Match, MatchOutcome, Organization } from '../organization.js';
import { NOWHERE, type PlaceWords } from './align.js';
import { compareNames, sameName } from './compare-names.js';
import { filedNameKey, knownNames, type ReadKnowledge } from './knowledge.js';
import { isHospitalByWords, isSystem } from './name-kinds.js';
import type { NameVerdict } from './near-name.js';
import { statePrefix, wordsOfText } from './normalise.js';
import { remembered } from './remembered.js';
import { rareWords, readNames, tellingWeight, type ReadName } from './read-name.js';
import { withoutState, withoutTown } from './placeless.js';
import { byState, type StateRelation } from './state-gate.js';
import { placeWordsOf, stateWordsOf, withoutDirections } from './state-words.js';
import { stateCode } from './states.js';
import { universityNames } from './university-names.js';

/** What matching reads of a filing. */
export interface MatchableFiling {
  name: string;
  /** Of the filer: a vendor's state where a vendor filed. */
  state: string | null;
  entityType?: string | null;
  businessAssociate?: boolean | null;
  description?: string | null;
}

export interface ReadFiling {
  /** See `filedNameKey`. */
  nameKey: string;
  names: ReadName[];
  state: string | null;
  stateWords: readonly string[];
  isPlan: boolean;
  /** A vendor filed, so that the state may be the vendor's. */
  isVendors: boolean;
  /** A vendor filed or was present, so that the description may name somebody in another state. */
  hasVendor: boolean;
  /** The words of the description between spaces, with one before and one after; empty without one. */
  description: string;
}

export interface ReadOrganization {
  organization: Organization;
  names: ReadName[];
  /** Of its vendors, from a sourced list. */
  vendors: ReadName[];
  /** What an operator said of it, by filed name. */
  verdicts: ReadonlyMap<string, 'same' | 'different'>;
  state: string | null;
  stateWords: readonly string[];
  place: PlaceWords;
}

const HEADED = new Set(['system-heads-name', 'brand-heads-name']);
const NONE: Match = { outcome: 'none', score: 0, reasons: [] };
const RANK: Record<MatchOutcome, number> = { none: 0, possible: 1, vendor: 2, named: 3 };

export function readFiling(filing: MatchableFiling): ReadFiling {
  const words = wordsOfText(filing.description ?? '');
  const names = readNames(filing.name);
  const state = stateCode(filing.state);
  const stateWords = stateWordsOf(state);
  const isVendors = filing.entityType === 'Business Associate';
  return {
    nameKey: filedNameKey(filing),
    names: [...names, ...withoutState(names, stateWords)],
    state,
    stateWords,
    isPlan: filing.entityType === 'Health Plan',
    isVendors,
    hasVendor: isVendors || filing.businessAssociate === true,
    description: words.length > 0 ? ` ${words.join(' ')} ` : '',
  };
}

/** An organization without a state takes it from its name: "NC - Name", "Name (North Carolina)", "Name - Ohio". */
export function readOrganization(organization: Organization, knowledge: ReadKnowledge): ReadOrganization {
  const { id, name, aliases, city, vendors = [] } = organization;
  const bracketed = name.includes('(') ? /\(([^()]+)\)/.exec(name)?.[1] : null;
  const state =
    stateCode(organization.state) ?? statePrefix(name) ?? stateCode(bracketed) ?? stateAtEnd(name);
  const stateWords = stateWordsOf(state);
  const names = [name, ...aliases].flatMap((written) => readNames(written));
  return {
    organization,
    names: [
      ...names,
      ...names.flatMap((one) => [...knownNames(one, state, knowledge), ...universityNames(one, state)]),
      ...withoutState(names, stateWords),
      ...withoutTown(names, city === null ? [] : townWords(city)),
    ],
    vendors: vendors.flatMap((vendor) => readNames(vendor)),
    verdicts: knowledge.verdicts.get(id) ?? NO_VERDICTS,
    state,
    stateWords,
    place: placeOf(organization, state),
  };
}

function stateAtEnd(name: string): string | null {
  const at = name.lastIndexOf(' - ');
  return at === -1 ? null : stateCode(name.slice(at + 3));
}

const NO_VERDICTS: ReadonlyMap<string, 'same' | 'different'> = new Map();

/**
 * "Memorial Hospital of Salem" in Salem is the town's Memorial Hospital; "Memorial Hospital - Salem" may be one
 * of several sites, so that there the town counts unless the filing has it too.
 */
function placeOf({ name, city }: Organization, state: string | null): PlaceWords {
  const ofState = placeWordsOf(state);
  if (city === null) return { inFiling: ofState, inOrganization: ofState };
  const both = [...ofState, ...townWords(city)];
  const isTowns = name.toLowerCase().includes(` of ${city.toLowerCase()}`);
  return { inFiling: both, inOrganization: isTowns ? both : ofState };
}

const townWords = remembered(withoutDirections);

/** What an operator said; else the best of all pairs of names; failing that, the description. */
export function decide(filing: ReadFiling, organization: ReadOrganization): Match {
  const said = organization.verdicts.get(filing.nameKey);
  if (said === 'same') return { outcome: 'named', score: 1, reasons: ['operator-said-same'] };
  if (said === 'different') return { outcome: 'none', score: 0, reasons: ['operator-said-different'] };
  const byName = decideByName(filing, organization);
  if (byName.outcome === 'named') return byName;
  const byVendor = decideByVendor(filing, organization);
  if (byVendor !== NONE) return byVendor;
  return byName === NONE ? inDescription(filing, organization) : byName;
}

function decideByName(filing: ReadFiling, organization: ReadOrganization): Match {
  let best = NONE;
  for (const filed of filing.names) {
    const relation = stateRelation(filing, filed, organization);
    for (const known of organization.names) {
      const state =
        relation === 'state-unknown' && namesFilersState(filing, known) ? 'state-in-name' : relation;
      const match = decidePair(filing, filed, organization, known, state);
      if (
        RANK[match.outcome] > RANK[best.outcome] ||
        (match.outcome === best.outcome && match.score > best.score)
      )
        best = match;
    }
  }
  return best;
}

/**
 * The row of a vendor that a sourced list gives for the organization, wherever the vendor sits. A row that names
 * the clients it is about is about those only.
 */
function decideByVendor(filing: ReadFiling, { vendors }: ReadOrganization): Match {
  if (vendors.length === 0 || filing.names.some(({ role }) => CLIENT_ROLES.has(role))) return NONE;
  const scores = filing.names.flatMap((filed) =>
    vendors.map((vendor) =>
      isOneVendor(filed, vendor) ? (compareNames(filed, vendor, NOWHERE)?.score ?? 0) : 0,
    ),
  );
  const score = Math.max(0, ...scores);
  return score === 0 ? NONE : { outcome: 'vendor', score: round(score * 0.8), reasons: ['vendor-of'] };
}

const CLIENT_ROLES = new Set(['bracketed', 'client', 'unit']);

function isOneVendor(filed: ReadName, vendor: ReadName): boolean {
  const found = compareNames(filed, vendor, NOWHERE);
  return tellingWeight(vendor.words) >= 0.5 && (found?.verdict === 'same' || found?.verdict === 'near');
}

function stateRelation(filing: ReadFiling, filed: ReadName, organization: ReadOrganization): StateRelation {
  const namesState = organization.stateWords.length > 0 && holdsWords(filed, organization.stateWords);
  if (filing.state === null && namesState) return 'state-in-name';
  if (filing.state === null || organization.state === null) return 'state-unknown';
  if (filing.state === organization.state) return 'same-state';
  return namesState ? 'state-in-name' : 'other-state';
}

/** "Quillan Clinic of Ohio" sits in Ohio for all we know, where nothing else tells. */
function namesFilersState({ stateWords }: ReadFiling, known: ReadName): boolean {
  return stateWords.length > 0 && holdsWords(known, stateWords);
}

export function holdsWords(name: ReadName, texts: readonly string[]): boolean {
  return texts.every((text) => name.words.some((word) => word.text === text));
}

function decidePair(
  filing: ReadFiling,
  filed: ReadName,
  organization: ReadOrganization,
  known: ReadName,
  state: StateRelation,
): Match {
  const isPlaceless = [filed, known].some(({ role }) => role === 'placeless' || role === 'system');
  if (isPlaceless && state !== 'same-state') return NONE;
  const found =
    isPlaceless || state === 'other-state'
      ? sameName(filed, known)
      : compareNames(filed, known, organization.place);
  if (found === null || (filing.isPlan && HEADED.has(found.reasons[0] ?? ''))) return NONE;
  const outcome = limited(
    byState(filed, found, state, filing.isVendors),
    isPartial(filing, filed, known, found, state),
  );
  if (outcome === 'none') return NONE;
  const certainty = outcome === 'named' ? (state === 'state-unknown' ? 0.9 : 1) : 0.65;
  const isOfSystem = known.role === 'parent' || known.role === 'system';
  const rules = isOfSystem ? ['system-heads-name'] : found.reasons;
  const reasons = [...rules, ...roleReasons(filed, known), state];
  return { outcome, score: round(found.score * certainty), reasons: [...new Set(reasons)] };
}

function roleReasons(...names: ReadName[]): string[] {
  return names.filter(({ role }) => role !== 'head' && role !== 'whole').map(({ role }) => `${role}-name`);
}

/** Whether the names that agree are not the ones that the row and the organization go by. */
function isPartial(
  filing: ReadFiling,
  filed: ReadName,
  known: ReadName,
  found: NameVerdict,
  state: StateRelation,
): boolean {
  const isFarAcronym = known.role === 'known' && state === 'state-in-name';
  const slight = [filed, known].some(({ role }) => role === 'bracketed' || role === 'whole');
  if (slight && found.verdict !== 'same') return true;
  if (found.verdict !== 'same' && (isSlightPart(filing, filed) || isFarAcronym)) return true;
  if (filed.role === 'parent') return found.verdict !== 'same' || isSystem(filed) || hasHospitalUnit(filing);
  if (filed.role === 'owner' || known.role === 'owner') return true;
  // "System - Site" on our side is headed by the system's name, not by that of one of its parts.
  if (known.role === 'parent') return !isSystem(filed);
  if (found.reasons[0] !== 'system-heads-name') return false;
  // "System, One Hospital" and "System d/b/a One Hospital" are about the one hospital.
  if (filed.role === 'listed') return true;
  const brand = filed.words[0]?.text;
  const isAboutSite = filing.names.some(
    (name) => name.role === 'trade' && !isSystem(name) && name.words[0]?.text !== brand,
  );
  return filed.role === 'head' && isAboutSite;
}

/** "Detroit Center - Quillan Hospital" is about the one hospital; "Quillan Hospital - Eye Clinic" about its clinic. */
function hasHospitalUnit({ names }: ReadFiling): boolean {
  return names.some(({ role, words }) => role === 'unit' && isHospitalByWords(words));
}

/**
 * A common name in a list ("St. Mary's Hospital") tells only who is called just so; and "Owner - Site" tells of the
 * owner's site, while a like name without the owner may be another's.
 */
function isSlightPart(filing: ReadFiling, filed: ReadName): boolean {
  if (filed.role === 'listed') return rareWords(filed.words).length === 0;
  return filed.role === 'unit' && filing.names.some((name) => name.role === 'parent' && isSystem(name));
}

function limited(outcome: MatchOutcome, isPartial: boolean): MatchOutcome {
  return isPartial && outcome === 'named' ? 'possible' : outcome;
}

/** A client whom only the description names is for a person to look at. */
export function inDescription(filing: ReadFiling, organization: ReadOrganization): Match {
  if (filing.description === '') return NONE;
  const near = filing.hasVendor || organization.state === null || filing.state === organization.state;
  const named = organization.names.some(
    (name) =>
      name.words.length >= 2 &&
      tellingWeight(name.words) >= 1 &&
      filing.description.includes(` ${name.words.map((word) => word.text).join(' ')} `),
  );
  return near && named ? { outcome: 'possible', score: 0.5, reasons: ['named-in-description'] } : NONE;
}

function round(score: number): number {
  return Math.round(score * 1000) / 1000;
}
