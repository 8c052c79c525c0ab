import { NOWHERE, type PlaceWords } from '../matching/align.js';
import { compareNames, sameName, shareAnAnchor } from '../matching/compare-names.js';
import { comparable, readNames, tellingWeight, type ReadName } from '../matching/read-name.js';
import { stateWordsOf } from '../matching/state-words.js';
import { stateCode } from '../matching/states.js';
import type { Evidence } from './evidence.js';
import type { IncidentView } from './incident-view.js';

const OTHER_FILER: Evidence = { factor: 0, reason: 'other-name' };
// Names that many bear ("Community Hospital") tell one filer only together with the state or the days.
const TELLING = 1;
// Two namesakes hardly file within days of each other.
const NAMESAKE_DAYS = 1;

interface ReadFiler {
  names: ReadName[];
  /** Of its own name, those that may stand in the name of its plan for employees, or of that plan's company. */
  companyWords: ReadName['words'];
}

// Each filing is compared with many.
const alreadyRead = new WeakMap<IncidentView, ReadFiler>();

function readFiler(view: IncidentView): ReadFiler {
  const known = alreadyRead.get(view);
  if (known) return known;
  const own = readNames(view.name);
  const all = [...own, ...view.names.flatMap((written) => readNames(written))];
  const names = all.filter((one, at) => all.findIndex((other) => sameName(one, other) !== null) === at);
  const words = own[0]?.words ?? [];
  const companyWords = words.filter(
    ({ kind, text }) => !['type', 'plan', 'specialty'].includes(kind) && text !== 'us',
  );
  const read = { names, companyWords };
  alreadyRead.set(view, read);
  return read;
}

/** Every name that a filing goes by, read once. */
export function namesOf(view: IncidentView): ReadName[] {
  return readFiler(view).names;
}

/**
 * Whether two filings are of one filer, or of a vendor and its client: the best of all pairs of their names.
 * @param gap days between the filings
 */
export function compareFilers(left: IncidentView, right: IncidentView, gap: number): Evidence[] {
  const [leftNames, rightNames] = [namesOf(left), namesOf(right)];
  if (areOfTwoClients(leftNames, rightNames)) return [{ factor: 0.4, reason: 'other-client' }];
  const place = placeOf(left, right);
  let best = [ownPlan(left, right, gap) ?? sameCountAndPlace(left, right, gap) ?? OTHER_FILER];
  for (const one of leftNames) {
    for (const other of rightNames) {
      const isGeneric = [one, other].some(({ words }) => tellingWeight(words) < TELLING);
      const found = [
        compareTwo(one, other, place, gap),
        ...compareStates(left, right, isGeneric && gap > NAMESAKE_DAYS),
      ];
      if (certainty(found) > certainty(best)) best = found;
    }
  }
  return best;
}

/** A company and its own plan for employees file of one incident, and the plan's name holds the company's. */
function ownPlan(left: IncidentView, right: IncidentView, gap: number): Evidence | null {
  if (gap > PLAN_DAYS) return null;
  const [one, other] = [readFiler(left).companyWords, readFiler(right).companyWords];
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  const again = long.filter(({ text }) => short.some((word) => word.text === text));
  const holdsAll = again.length === short.length && long.length - short.length <= 2;
  const telling = Math.min(tellingWeight(short), tellingWeight(again));
  const isSame = isOfPlan(left) !== isOfPlan(right) && holdsAll && telling >= TELLING;
  return isSame ? { factor: 0.6, reason: 'own-plan' } : null;
}

/** By which a company finds its own plan, and a plan its company: they need have one word in common only. */
export function ownPlanKeys(view: IncidentView): { filed: string[]; sought: string[] } {
  const [own, other] = isOfPlan(view) ? ['plan', 'company'] : ['company', 'plan'];
  const words = readFiler(view).companyWords.map(({ text }) => text);
  return { filed: words.map((text) => `${own} ${text}`), sought: words.map((text) => `${other} ${text}`) };
}

const PLAN_DAYS = 60;
const PLAN_WORDS = /\b(?:plan|benefits?|welfare)\b/i;

function isOfPlan({ name }: IncidentView): boolean {
  return PLAN_WORDS.test(name);
}

/** Two feeds that count the very same uncommon number of people within days, in one state: one under its owner's name. */
function sameCountAndPlace(left: IncidentView, right: IncidentView, gap: number): Evidence | null {
  const count = left.affected;
  const isUncommon = count !== null && count > 100 && count % 50 !== 0 && count === right.affected;
  const isCounted = isUncommon && !left.affectedIsPlaceholder && !right.affectedIsPlaceholder;
  const states = [left, right].map((view) => stateCode(view.state) ?? (view.source === 'wa' ? 'WA' : null));
  const isOnePlace = states[0] !== null && states[0] === states[1];
  return isCounted && isOnePlace && gap <= 2 && left.source !== right.source
    ? { factor: 0.6, reason: 'same-count-and-state' }
    : null;
}

/** The product of all shares. */
export function certainty(all: Evidence[]): number {
  return all.reduce((product, { factor }) => product * factor, 1);
}

/** Rows of one vendor, each for a client of its own: "Vendor - Client". */
function areOfTwoClients(left: ReadName[], right: ReadName[]): boolean {
  const isSamePart = (role: ReadName['role']): boolean =>
    left.some(
      (one) => one.role === role && right.some((other) => other.role === role && sameName(one, other)),
    );
  const haveUnits = [left, right].every((names) => names.some(({ role }) => role === 'unit'));
  return haveUnits && isSamePart('parent') && !isSamePart('unit');
}

function compareTwo(one: ReadName, other: ReadName, place: PlaceWords, gap: number): Evidence {
  const found = [likeness(one, other, place, gap), likeness(other, one, place, gap)];
  const best = found.reduce((left, right) => (right.factor > left.factor ? right : left));
  const isSlight = SLIGHT_ROLES.has(one.role) || SLIGHT_ROLES.has(other.role);
  return isSlight && best.factor > 0 ? { factor: best.factor * 0.85, reason: 'vendor-or-client' } : best;
}

const SLIGHT_ROLES = new Set(['bracketed', 'unit', 'parent', 'client', 'owner']);

function likeness(one: ReadName, other: ReadName, place: PlaceWords, gap: number): Evidence {
  const same = sameName(one, other);
  if (same) return { factor: same.score, reason: same.reasons[0] ?? null };
  if (one.role === 'whole' || other.role === 'whole') return OTHER_FILER;
  const found = compareNames(one, other, place);
  const isSystem = found?.reasons[0] === 'system-heads-name';
  if (found?.verdict === 'near' && !isSystem) return { factor: 0.9, reason: found.reasons[0] ?? null };
  if (gap <= 1 && restatesPlace(one, other, place)) return { factor: 0.75, reason: 'name-with-place' };
  if (holds(one, other)) return { factor: 0.55, reason: 'name-in-name' };
  return found === null
    ? OTHER_FILER
    : { factor: 0.55, reason: isSystem ? 'system-heads-name' : 'like-name' };
}

/** All words of the short name stand in the long one, and tell something. */
function holds(long: ReadName, short: ReadName): boolean {
  return isWithin(short, long) && tellingWeight(short.words) >= TELLING && shareAnAnchor(long, short);
}

/** "Health Authority" and "Washington Health Authority": a name that tells little, with its state and without. */
function restatesPlace(long: ReadName, short: ReadName, place: PlaceWords): boolean {
  const rest = long.words.filter((word) => !short.words.some(({ text }) => text === word.text));
  const isPlaced =
    rest.some(({ text }) => place.inFiling.includes(text)) && !rest.some((word) => word.kind === 'rare');
  return short.words.length >= 2 && isPlaced && isWithin(short, long);
}

function isWithin(short: ReadName, long: ReadName): boolean {
  const texts = new Set(long.words.map(comparable));
  return short.words.every((word) => texts.has(comparable(word)));
}

/** Filers write their state into the name in one feed and leave it out in the other. */
function placeOf(left: IncidentView, right: IncidentView): PlaceWords {
  const words = [left, right].flatMap(({ state }) => stateWordsOf(stateCode(state)));
  return words.length === 0 ? NOWHERE : { inFiling: words, inOrganization: words };
}

function compareStates(left: IncidentView, right: IncidentView, isGeneric: boolean): Evidence[] {
  const [one, other] = [stateCode(left.state), stateCode(right.state)];
  if (one !== null && other !== null && one !== other)
    return [{ factor: isGeneric ? 0.3 : 0.75, reason: 'other-state' }];
  if (one !== null && one === other) return [{ factor: 1, reason: 'same-state' }];
  return isGeneric ? [{ factor: 0.75, reason: 'name-that-many-have' }] : [];
}
