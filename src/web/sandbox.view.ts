import { InputError } from '../lib/errors.js';
import { hospitalsAfter } from '../sandbox/apply-events.js';
import { SANDBOX_KINDS, sandboxButtons } from '../sandbox/buttons.js';
import { isDown, type SandboxEvent, type SandboxEventKind } from '../sandbox/events.js';
import { FAMILY, FAMILY_MEMBERS, type FamilyMember, patientIdAt } from '../sandbox/family.js';
import { HOSPITAL_IDS, HOSPITALS, type HospitalId } from '../sandbox/hospitals.js';
import { type Press, pressButton } from '../sandbox/press-button.js';
import { isImagingStudy } from '../sandbox/shapes.js';
import type { ListSince, LookSince, MailsSince } from '../store/pages/sandbox.reader.js';
import { refusal, refusalWords } from '../words/refusal.js';
import type { Words } from '../words/words.js';
import type { SandboxView } from './views/operator.js';

type Last = NonNullable<SandboxView['last']>;

interface Cast {
  hospital: HospitalId;
  patient?: FamilyMember;
}

/** Each button says beforehand whom and where it strikes. What comes back is what this person lost at this place. */
const CAST: Record<SandboxEventKind, Cast> = {
  'unknown-study': { hospital: 'lakeside', patient: 'miguel' },
  'expected-study': { hospital: 'northgate', patient: 'rosa' },
  'study-vanishes': { hospital: 'lakeside', patient: 'sam' },
  'study-returns': { hospital: 'lakeside', patient: 'sam' },
  'study-corrected': { hospital: 'northgate', patient: 'miguel' },
  'report-corrected': { hospital: 'northgate', patient: 'rosa' },
  'images-replaced': { hospital: 'lakeside', patient: 'rosa' },
  'ids-reissued': { hospital: 'northgate' },
  'hospital-down': { hospital: 'northgate' },
  'hospital-up': { hospital: 'northgate' },
  'breach-reported': { hospital: 'lakeside' },
};
/** The sandbox looks twice after a press: a new study is asked about once a second look agrees. */
const LOOKS_AFTER_PRESS = 2;
/** A look that has not come by then was lost, with its process for instance. */
const PATIENCE_MS = 60_000;

/** What a button of this name does now; null where no button has the name. */
export function pressOf(kind: string, now: Date): Press | null {
  const known = SANDBOX_KINDS.find((one) => one === kind);
  return known ? { kind: known, at: now.toISOString(), ...CAST[known] } : null;
}

/** All buttons; one with nothing to act on is off, and says why in place of what would happen. */
export function deedsNow(events: SandboxEvent[], now: Date, words: Words): SandboxView['deeds'] {
  return sandboxButtons(words).map(({ kind, label, whatHappens }) => {
    const { hospital, patient } = CAST[kind];
    const refused = refusalOf({ kind, at: now.toISOString(), hospital, patient }, events);
    return {
      action: `/sandbox/${kind}`,
      label,
      whatHappens: refused === null ? whatHappens : refusalWords(refused, words.locale),
      off: refused !== null,
      hospital: HOSPITALS[hospital].name,
      person: patient ? FAMILY[patient].given : null,
    };
  });
}

export function hospitalsNow(
  events: SandboxEvent[],
  baseOf: (hospital: HospitalId) => string,
): SandboxView['hospitals'] {
  const state = hospitalsAfter(events);
  return HOSPITAL_IDS.map((id) => ({
    name: HOSPITALS[id].name,
    base: baseOf(id),
    studies: state[id].filter(isImagingStudy).length,
    patients: FAMILY_MEMBERS.filter((member) => FAMILY[member].knownAt.includes(id)).map((member) => ({
      name: FAMILY[member].given,
      id: patientIdAt(id, member),
    })),
  }));
}

export function labelOf({ kind }: SandboxEvent, words: Words): string {
  return words.say(`sandbox.deed.${kind}`);
}

/** Whether the hospital was looked at after the event, at every connection to it. */
export function stateOfLooks(looks: LookSince[], since: Date, now: Date): Last['state'] {
  if (looks.some((look) => look.complete === false)) return 'failed';
  if (looks.every((look) => look.looks >= LOOKS_AFTER_PRESS)) return 'done';
  return isLost(since, now) ? 'failed' : 'running';
}

/** Whether the breach list was read after the event. */
export function stateOfList(list: ListSince, since: Date, now: Date): Last['state'] {
  if (list.failed) return 'failed';
  if (list.read) return 'done';
  return isLost(since, now) ? 'failed' : 'running';
}

/** A mail that was written is waited for, but not for ever: a mail server may be down. */
export function stateWithMails(
  looked: Last['state'],
  { onTheirWay }: MailsSince,
  since: Date,
  now: Date,
): Last['state'] {
  return looked === 'done' && onTheirWay > 0 && !isLost(since, now) ? 'running' : looked;
}

function isLost(since: Date, now: Date): boolean {
  return now.getTime() - since.getTime() > PATIENCE_MS;
}

function refusalOf(press: Press, events: SandboxEvent[]): InputError | null {
  const down = press.hospital !== undefined && isDown(events, press.hospital);
  if (press.kind === 'hospital-down' && down) return refusal('sandbox.refused.downAlready');
  if (press.kind === 'hospital-up' && !down) return refusal('sandbox.refused.upAlready');
  try {
    pressButton(press, events);
    return null;
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}
