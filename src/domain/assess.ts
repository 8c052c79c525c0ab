import type { Change, StudyField } from './change.js';
import { type Evidence, EVIDENCE_TYPES } from './evidence/item.js';
import { daysApart, spanOf } from './fhir/date.js';
import type { Level } from './level.js';
import type { Situation } from './situation.js';
import type { Study } from './study.js';

/** A change that was assessed. */
export interface Flag {
  change: Change;
  situation: Situation | null;
  /** The level it has once settled. */
  level: Level;
  /** Names of the rules that hold, the deciding one first, then what else happened to the study. */
  reasons: string[];
  evidence: Evidence[];
  /** From when it may be spoken of (ISO 8601), or null when it may at once. */
  settles: string | null;
}

/** What an assessment may look at besides the change itself. */
export interface AssessmentContext {
  /** When the pull was made (ISO 8601, UTC). */
  at: string;
  /** What in the same pull corroborates a study that is new in it. */
  evidenceFor: (study: Study) => Evidence[];
  /** Types read to the end in this pull. */
  readable: string[];
  /** Hours that a new study is left alone before it is asked about. */
  settlingHours: number;
  /** Names of rules that this deployment switched off. */
  rulesOff: ReadonlySet<string>;
}

/** A study dated further back than this at its first sight is backdated: the core threat. */
const RECENT_DAYS = 30;
export const SETTLING_HOURS = 24;

interface Facts {
  change: Change;
  evidence: Evidence[];
  context: AssessmentContext;
}

interface Rule {
  name: string;
  situation: Situation;
  level: Level;
  applies: (facts: Facts) => boolean;
}

/** The first rule that applies decides; those that hold beside it at the same level are told as its reasons. */
const RULES: Rule[] = [
  {
    name: 'shown-again',
    situation: 'S03',
    level: 'quiet',
    applies: ({ change }) => isAdded(change) && change.returned,
  },
  {
    name: 'images-of-a-known-report',
    situation: 'S03',
    level: 'quiet',
    applies: ({ change }) => isAdded(change) && !change.returned && change.before !== null,
  },
  { name: 'corroborated', situation: 'S03', level: 'quiet', applies: isCorroborated },
  {
    name: 'partly-corroborated',
    situation: 'S02',
    level: 'info',
    applies: (facts) => isNew(facts) && facts.evidence.length > 0,
  },
  {
    name: 'recent-and-no-evidence-readable',
    situation: 'S02',
    level: 'info',
    applies: (facts) => isUncorroborated(facts) && !isEvidenceReadable(facts) && isRecent(facts),
  },
  { name: 'no-order-visit-or-report', situation: 'S02', level: 'check', applies: isUncorroborated },
  {
    name: 'dated-long-before-first-seen',
    situation: 'S02',
    level: 'check',
    applies: (facts) => isUncorroborated(facts) && isBackdated(facts),
  },
  { name: 'images-replaced', situation: 'S04', level: 'act soon', applies: isKind('replaced') },
  { name: 'no-longer-shown', situation: 'S05', level: 'check', applies: isKind('removed') },
  { name: 'images-added-late', situation: 'S04', level: 'check', applies: isKind('late-images') },
  {
    name: 'side-body-part-date-or-images-changed',
    situation: 'S04',
    level: 'check',
    applies: contradicts('laterality', 'bodySite', 'started', 'instances'),
  },
  { name: 'patient-number-changed', situation: 'S04', level: 'check', applies: contradicts('subject') },
  { name: 'report-amended', situation: 'S06', level: 'check', applies: isKind('report-amended') },
  {
    name: 'charts-joined-and-studies-came',
    situation: 'S04',
    level: 'check',
    applies: ({ change }) => change.kind === 'merged' && change.also.includes('added'),
  },
  { name: 'charts-joined', situation: 'S04', level: 'quiet', applies: isKind('merged') },
  {
    name: 'made-with-ai',
    situation: 'S09',
    level: 'info',
    applies: ({ change }) => change.kind === 'derived-added' && change.study.ai !== null,
  },
  { name: 'details-changed', situation: 'S04', level: 'info', applies: isKind('altered') },
  { name: 'withdrawn-by-the-place', situation: 'S05', level: 'info', applies: isKind('retracted') },
];

/** Every rule by its name, in the order in which they decide. */
export const RULE_NAMES = RULES.map(({ name }) => name);

/** Assesses one change by the rules above; one that is off decides nothing and is no reason. A kind that no rule speaks of is quiet and has no situation. */
export function assess(change: Change, context: AssessmentContext): Flag {
  const evidence = isAdded(change) ? context.evidenceFor(change.study) : [];
  const holding = RULES.filter(
    (rule) => !context.rulesOff.has(rule.name) && rule.applies({ change, evidence, context }),
  );
  const [decides] = holding;
  const beside = holding.filter(({ level }) => level === decides?.level).map(({ name }) => name);
  const asks = decides?.situation === 'S02' && decides.level === 'check';
  return {
    change,
    situation: decides?.situation ?? null,
    level: decides?.level ?? 'quiet',
    reasons: [...beside, ...change.also.map((kind) => `also-${kind}`)],
    evidence,
    settles: asks ? hoursAfter(context.at, context.settlingHours) : null,
  };
}

function isKind(kind: Change['kind']): Rule['applies'] {
  return ({ change }) => change.kind === kind;
}

/** Old and new value cannot both be true in one of these fields. */
function contradicts(...fields: StudyField[]): Rule['applies'] {
  return ({ change }) => fields.some((field) => change.contradicts.includes(field));
}

function isAdded(change: Change): boolean {
  return change.kind === 'added';
}

function isNew({ change }: Facts): boolean {
  return isAdded(change) && !change.returned;
}

function isCorroborated(facts: Facts): boolean {
  return isNew(facts) && facts.evidence.some(({ strength }) => strength === 'strong');
}

function isUncorroborated(facts: Facts): boolean {
  return isNew(facts) && facts.evidence.length === 0;
}

function isEvidenceReadable({ context }: Facts): boolean {
  return EVIDENCE_TYPES.some((type) => context.readable.includes(type));
}

/** Days from the study's date to its first sight; null where it states none. */
function ageInDays({ change, context }: Facts): number | null {
  const [made, seen] = [spanOf(change.study.started ?? ''), spanOf(context.at)];
  return made === null || seen === null ? null : daysApart(made, seen);
}

function isRecent(facts: Facts): boolean {
  const age = ageInDays(facts);
  return age !== null && Math.abs(age) <= RECENT_DAYS;
}

function isBackdated(facts: Facts): boolean {
  return (ageInDays(facts) ?? 0) > RECENT_DAYS;
}

function hoursAfter(at: string, hours: number): string {
  return new Date(Date.parse(at) + hours * 3_600_000).toISOString();
}
