import { DateTime } from 'luxon';
import type { ExamRecord } from './exam-record.js';
import { examKind, type ExamName } from './exams.js';
import { eventDigest, type SandboxEvent } from './events.js';
import type { FamilyMember } from './family.js';
import { SANDBOX_ZONE } from './hospitals.js';
import { chooseNumber, chooseOne } from './identifiers.js';

type NewStudy = Extract<SandboxEvent, { kind: 'unknown-study' | 'expected-study' }>;

const UNKNOWN_EXAMS: Record<FamilyMember, ExamName[]> = {
  miguel: ['abdomenCt', 'kneeMri', 'headCt'],
  rosa: ['headCt', 'abdomenCt', 'shoulderMri'],
  sam: ['headCt', 'chestXray', 'kneeMri'],
};
const EXPECTED_EXAMS: Record<FamilyMember, ExamName[]> = {
  miguel: ['echo', 'chestXray', 'thyroidUltrasound'],
  rosa: ['hipXray', 'breastUltrasound', 'chestXray'],
  sam: ['forearmXray', 'kneeMri', 'abdomenUltrasound'],
};

/** The exam that an event puts into the record. */
export function examOfEvent(event: NewStudy): ExamRecord {
  return event.kind === 'unknown-study' ? unknownExam(event) : expectedExam(event);
}

/** A scan nobody ordered: three to seven years old on the day it first appears, and nothing beside it. */
function unknownExam(event: NewStudy): ExamRecord {
  const key = eventDigest(event);
  const age = { years: 3 + chooseNumber(`${key} years`, 4), days: chooseNumber(`${key} days`, 360) };
  const on = localDay(event.at).minus(age);
  const exam = chooseOne(`${key} exam`, UNKNOWN_EXAMS[event.patient]) ?? 'chestXray';
  return examAt(event, key, exam, on, 'none');
}

/** A scan the family knows of: done the day before it appears, ordered, attended and reported. */
function expectedExam(event: NewStudy): ExamRecord {
  const key = eventDigest(event);
  const exam = chooseOne(`${key} exam`, EXPECTED_EXAMS[event.patient]) ?? 'chestXray';
  return examAt(event, key, exam, localDay(event.at).minus({ days: 1 }), 'all');
}

function examAt(
  { hospital, patient }: NewStudy,
  key: string,
  exam: ExamName,
  day: DateTime,
  evidence: ExamRecord['evidence'],
): ExamRecord {
  const minutes = 8 * 60 + chooseNumber(`${key} time`, 9 * 12) * 5;
  const side = examKind(exam).oneSide ? chooseOne(`${key} side`, ['left', 'right'] as const) : undefined;
  return {
    key,
    hospital,
    patient,
    exam,
    on: day.toFormat('yyyy-MM-dd'),
    at: day.plus({ minutes }).toFormat('HH:mm'),
    ...(side && { side }),
    evidence,
  };
}

function localDay(at: string): DateTime {
  return DateTime.fromISO(at, { zone: SANDBOX_ZONE }).startOf('day');
}
