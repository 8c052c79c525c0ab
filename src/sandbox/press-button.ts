import type { FhirResource } from '../domain/pull.js';
import { refusal } from '../words/refusal.js';
import { hospitalsAfter } from './apply-events.js';
import { sideOf } from './codes.js';
import type { SandboxEvent, SandboxEventKind } from './events.js';
import { FAMILY, FAMILY_MEMBERS, patientIdAt, type FamilyMember } from './family.js';
import { HOSPITAL_IDS, type HospitalId } from './hospitals.js';
import { chooseOne } from './identifiers.js';
import { accessionOf, isDiagnosticReport, isImagingStudy, type ImagingStudyShape } from './shapes.js';

/** What a person asked for: the kind, when, and, if they chose, about whom and where. */
export interface Press {
  kind: SandboxEventKind;
  /** ISO 8601. */
  at: string;
  patient?: FamilyMember;
  hospital?: HospitalId;
}

interface Target {
  hospital: HospitalId;
  patient: FamilyMember;
}
interface StudyTarget extends Target {
  study: string;
  /** The side the study is filed under; undefined where it is of both or of none. */
  side: 'left' | 'right' | undefined;
}

/**
 * The event that a press makes after the earlier ones (oldest first). What was left open is chosen, always
 * the same for the same press and past. Refused with an InputError that can be shown where there is nothing
 * to act on: no scan of one side, none missing, a person not known at that hospital.
 */
export function pressButton(press: Press, earlier: SandboxEvent[]): SandboxEvent {
  const { kind, at } = press;
  switch (kind) {
    case 'unknown-study':
    case 'expected-study':
      return { kind, at, ...chosen(press, charts(press)) };
    case 'study-returns':
      return { kind, at, ...lastVanished(press, earlier) };
    case 'study-corrected': {
      const { side, ...target } = chosen(
        press,
        studies(press, earlier, ({ side }) => side !== undefined),
      );
      return { kind, at, ...target, side: side === 'left' ? 'right' : 'left' };
    }
    case 'study-vanishes':
    case 'images-replaced':
      return {
        kind,
        at,
        ...named(
          chosen(
            press,
            studies(press, earlier, () => true),
          ),
        ),
      };
    case 'report-corrected': {
      const reported = reportedStudies(earlier);
      return {
        kind,
        at,
        ...named(
          chosen(
            press,
            studies(press, earlier, ({ study }) => reported.has(study)),
          ),
        ),
      };
    }
    case 'ids-reissued':
    case 'hospital-down':
    case 'hospital-up':
    case 'breach-reported':
      return { kind, at, hospital: press.hospital ?? 'lakeside' };
  }
}

function chosen<T>({ kind, at }: Press, targets: T[]): T {
  const target = chooseOne(`press ${kind} ${at}`, targets);
  if (target === undefined) throw refusal('sandbox.refused.nothing');
  return target;
}

/** Every pair of person and hospital that the press leaves open. */
function charts({ patient, hospital }: Press): Target[] {
  return FAMILY_MEMBERS.filter((member) => !patient || member === patient).flatMap((member) =>
    FAMILY[member].knownAt
      .filter((id) => !hospital || id === hospital)
      .map((id) => ({ hospital: id, patient: member })),
  );
}

function studies(
  press: Press,
  earlier: SandboxEvent[],
  wanted: (target: StudyTarget) => boolean,
): StudyTarget[] {
  const state = hospitalsAfter(earlier);
  return charts(press).flatMap((chart) => {
    const subject = `Patient/${patientIdAt(chart.hospital, chart.patient)}`;
    return state[chart.hospital]
      .filter(isImagingStudy)
      .filter((study) => study.subject.reference === subject)
      .map((study) => ({ ...chart, study: accessionOf(study) ?? '', side: oneSide(study) }))
      .filter(wanted);
  });
}

function named({ hospital, patient, study }: StudyTarget): Target & { study: string } {
  return { hospital, patient, study };
}

function oneSide(study: ImagingStudyShape): 'left' | 'right' | undefined {
  const side = sideOf(study.series[0]?.laterality);
  return side === 'both' ? undefined : side;
}

function reportedStudies(earlier: SandboxEvent[]): Set<string | undefined> {
  const state = hospitalsAfter(earlier);
  const resources: FhirResource[] = HOSPITAL_IDS.flatMap((id) => state[id]);
  return new Set(resources.filter(isDiagnosticReport).map(accessionOf));
}

function lastVanished(press: Press, earlier: SandboxEvent[]): Target & { study: string } {
  const open = charts(press);
  const missing = new Map<string, Target & { study: string }>();
  for (const event of earlier) {
    if (event.kind === 'study-returns') missing.delete(event.study);
    if (event.kind !== 'study-vanishes') continue;
    missing.delete(event.study);
    missing.set(event.study, { hospital: event.hospital, patient: event.patient, study: event.study });
  }
  const last = [...missing.values()].findLast((target) =>
    open.some(({ hospital, patient }) => hospital === target.hospital && patient === target.patient),
  );
  if (!last) throw refusal('sandbox.refused.noneMissing');
  return last;
}
