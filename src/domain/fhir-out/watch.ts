import type { Level } from '../level.js';
import type { FhirOut, Refer } from './imaging-study.js';

/** A flag as the table has it; moments are ISO 8601. */
export interface ToldFlag {
  id: string;
  study_id: string;
  situation: string | null;
  level: string;
  kind: string;
  reasons: string[];
  created_at: string;
}

export interface ToldCase {
  id: string;
  situation: string;
  opened_at: string;
  closed: boolean;
  flag_id: string | null;
  study_id: string | null;
}

export interface ToldMessage {
  id: string;
  situation: string;
  level: string;
  code: string;
  created_at: string;
  sent_at: string | null;
}

/** Names of our own: situations (S01-S21), levels, and the codes that stand in mails and inbox. */
const SITUATION = 'urn:scanwarden:situation';
const LEVEL = 'urn:scanwarden:level';
const MESSAGE = 'urn:scanwarden:message';

/** R4 DetectedIssue.severity says what an issue may do to a patient; ours says how soon to look. */
const SEVERITY: Record<Level, 'high' | 'moderate' | 'low'> = {
  'act now': 'high',
  'act soon': 'high',
  check: 'moderate',
  info: 'low',
  quiet: 'low',
};

/** A flag as R4 DetectedIssue (9.4); null for a change that nobody is told of. */
export function detectedIssue(flag: ToldFlag, patientId: string, refer: Refer): FhirOut | null {
  if (flag.situation === null) return null;
  return {
    resourceType: 'DetectedIssue',
    id: flag.id,
    status: 'final',
    code: { coding: [{ system: SITUATION, code: flag.situation }] },
    severity: SEVERITY[flag.level as Level],
    patient: refer('Patient', patientId),
    identifiedDateTime: flag.created_at,
    implicated: [refer('ImagingStudy', flag.study_id)],
    evidence: flag.reasons.map((text) => ({ code: [{ text }] })),
  };
}

/** A case as R4 Task (8.15): it goes on until somebody says how it ended. */
export function task(
  { id, situation, opened_at, closed, flag_id, study_id }: ToldCase,
  patientId: string,
  refer: Refer,
): FhirOut {
  const focus =
    flag_id === null ? study_id && refer('ImagingStudy', study_id) : refer('DetectedIssue', flag_id);
  return {
    resourceType: 'Task',
    id,
    status: closed ? 'completed' : 'in-progress',
    intent: 'plan',
    code: { coding: [{ system: SITUATION, code: situation }] },
    ...(focus === null ? {} : { focus }),
    for: refer('Patient', patientId),
    authoredOn: opened_at,
  };
}

/** A message as R4 Communication (9.5): that it was sent, and the code by which its reader knows it; not its words. */
export function communication(
  { id, situation, level, code, created_at, sent_at }: ToldMessage,
  patientId: string,
  refer: Refer,
): FhirOut {
  return {
    resourceType: 'Communication',
    id,
    identifier: [{ system: MESSAGE, value: code }],
    status: 'completed',
    category: [{ coding: [{ system: LEVEL, code: level.replace(' ', '-') }] }],
    subject: refer('Patient', patientId),
    topic: { coding: [{ system: SITUATION, code: situation }] },
    sent: sent_at ?? created_at,
  };
}
