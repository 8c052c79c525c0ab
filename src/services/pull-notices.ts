import type { Flag } from '../domain/assess.js';
import { consentNotes } from '../domain/consent.js';
import type { KnownStudy } from '../domain/history.js';
import { compareLevels } from '../domain/level.js';
import { newlyMixed } from '../domain/mixed-up.js';
import { notesOn } from '../domain/notes.js';
import { noticeOf, speaksAtOnce } from '../domain/notification.js';
import { sharingNotes } from '../domain/shared-images.js';
import type { Connection } from '../store/connection.store.js';
import type { AddressedNotice } from '../store/notification.store.js';
import type { PullRecord, StoredFlag } from '../store/record.store.js';

/** The first complete pull asks for a calm review; it raises no alarm. */
export function baselineNotice(connection: Connection, pull: PullRecord): AddressedNotice[] {
  const isFirst = connection.history.baselineAt === null && pull.followed.history.baselineAt !== null;
  // Places that are connected on one day are one list to look through.
  const cause = `baseline:${connection.patientId}:${pull.finishedAt.slice(0, 10)}`;
  const notice = isFirst ? noticeOf(cause, 'S01', 'info') : null;
  return notice ? [{ notice, target: { patientId: connection.patientId, connectionId: connection.id } }] : [];
}

/** The flags that may be spoken of at once, unless what they tell is told otherwise. */
export function flagNotices(
  connection: Connection,
  pull: PullRecord,
  flags: StoredFlag[],
): AddressedNotice[] {
  const { patientId } = connection;
  const spoken = flags.filter(({ flag }) => speaksAtOnce(flag) && !isToldOtherwise(flag, connection, pull));
  return spoken.flatMap(({ id, flag }) => {
    const notice = noticeOf(`flag:${id}`, flag.situation, flag.level);
    return notice ? [{ notice, target: { patientId, flagId: id } }] : [];
  });
}

/**
 * Somebody else's name, birth date or number in the record, where the last complete pull had none of it. A first list
 * raises no alarm: there the page of the place says it.
 */
export function identityNotice(connection: Connection, pull: PullRecord): AddressedNotice[] {
  const { verdict, quarantined } = pull.followed;
  if (!verdict.complete || connection.history.baselineAt === null) return [];
  if (newlyMixed(connection.history.quarantined, quarantined).length === 0) return [];
  const notice = noticeOf(`identity:${pull.id}`, 'S07', 'act soon');
  return notice ? [{ notice, target: { patientId: connection.patientId, connectionId: connection.id } }] : [];
}

/** Consents that let scans be used for more than care: each once, and again where it allows more. */
export function consentNotices(
  { id, patientId, siteName, history }: Connection,
  pull: PullRecord,
): AddressedNotice[] {
  return consentNotes(history.consents, pull.followed.history.consents, siteName).flatMap(
    ({ key, level }) => {
      const notice = noticeOf(`${key}:${patientId}`, 'S11', level);
      return notice ? [{ notice, target: { patientId, connectionId: id } }] : [];
    },
  );
}

/**
 * Studies that share images since this pull though they are at odds; a first list raises no alarm, and what is asked
 * about anyway shows it on its page.
 */
export function sharingNotices(
  { patientId, siteName, history }: Connection,
  before: KnownStudy[],
  pull: PullRecord,
  studyIds: Map<string, string>,
): AddressedNotice[] {
  if (history.baselineAt === null) return [];
  const { flags, history: after } = pull.followed;
  const asked = flags.filter(({ level }) => compareLevels(level, 'check') >= 0);
  return sharingNotes(before, after.known, new Set(studyIds.keys()), siteName).flatMap(
    ({ key, situation, level, studyKey }) => {
      const studyId = studyIds.get(studyKey);
      const isAsked = asked.some(({ change }) => change.studies.includes(studyKey));
      const notice = isAsked ? null : noticeOf(`${key}:${patientId}`, situation, level);
      return notice && studyId !== undefined ? [{ notice, target: { patientId, studyId } }] : [];
    },
  );
}

/** AI is told as a note, once for each product; a scan that somebody else's data came to, with those. */
function isToldOtherwise({ situation, change }: Flag, connection: Connection, pull: PullRecord): boolean {
  const isMixedUp = change.kind === 'altered' && change.fields.join() === 'subject';
  return situation === 'S09' || (isMixedUp && identityNotice(connection, pull).length > 0);
}

/** What is worth knowing about the changed studies; the same key is told once to a person, in whichever pull. */
export function noteNotices(
  { patientId, siteName }: Connection,
  changed: KnownStudy[],
  studyIds: Map<string, string>,
  flags: StoredFlag[],
): AddressedNotice[] {
  const studies = changed.map(({ study }) => study);
  return notesOn(studies, siteName).flatMap(({ key, situation, level, studyKey }) => {
    const notice = noticeOf(`${key}:${patientId}`, situation, level);
    const flagged = flags.find(
      ({ flag }) => flag.situation === situation && flag.change.study.key === studyKey,
    );
    const target = flagged ? { flagId: flagged.id } : { studyId: studyIds.get(studyKey)! };
    return notice ? [{ notice, target: { patientId, ...target } }] : [];
  });
}
