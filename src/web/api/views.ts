import type { CaseRow } from '../../store/cases/case.reader.js';
import { outcomeOf } from '../../domain/cases/outcome.js';
import { examName } from '../../domain/study.js';
import type { ListedFlag } from '../../store/pages/told.reader.js';
import type { WatchedPatient } from '../../store/pages/home.reader.js';
import type { InboxRow } from '../../store/pages/inbox.reader.js';
import type { Need } from '../../store/pages/need.reader.js';
import type { AskedStudy, ExposureLine, Place } from '../../store/pages/patient.reader.js';
import type { GivenAnswer, GivenWord } from '../../store/pages/sql.js';

// What programs are told, in names that stay: templates/api/openapi.json describes them. Moments are ISO 8601.

export function patientLine({ id, name, role, places, cases }: WatchedPatient) {
  return {
    id,
    name,
    role,
    places: places.map((place) => ({
      id: place.id,
      name: place.siteName,
      kind: place.files ? 'files' : 'linked',
      lastFullLookAt: moment(place.lastCompleteAt),
      problemSince: moment(place.problemSince),
    })),
    openCases: cases.length,
  };
}

/** A place with what the last look could not read there. */
export function placeView(place: Place) {
  const { id, siteName, createdAt, lastCompleteAt, problemSince, studies, lastPull, files } = place;
  return {
    id,
    name: siteName,
    kind: files === null ? 'linked' : 'files',
    addedAt: moment(createdAt),
    lastFullLookAt: moment(lastCompleteAt),
    lastLookAt: moment(lastPull?.finishedAt ?? null),
    problemSince: moment(problemSince),
    studies,
    coverage: {
      refusedTypes: (lastPull?.refused ?? []).flatMap(({ type }) => type ?? []),
      gaps: lastPull?.gapCodes ?? [],
    },
  };
}

export function studyView({
  id,
  connectionId,
  site,
  facts,
  organization,
  organizationId,
  ...seen
}: AskedStudy) {
  return {
    id,
    place: { id: connectionId, name: site },
    organization: { id: organizationId, name: organization },
    started: facts.started,
    modalities: facts.modalities,
    description: examName(facts),
    status: facts.status,
    studyInstanceUid: facts.uid,
    accessionNumbers: facts.accessions.map(({ value }) => value),
    ai: facts.ai === null ? null : { statedBy: facts.ai.by, product: facts.ai.product },
    firstSeenAt: seen.firstSeenAt.toISOString(),
    shown: seen.absences === 0,
    missingSince: moment(seen.missingSince),
    withdrawnAt: moment(seen.withdrawnAt),
    flagId: seen.flag?.id ?? null,
    answer: answerView(seen.answer),
    dealtWith: wordView(seen.dealt),
  };
}

export function flagView(flag: ListedFlag) {
  const { id, study_id, situation, level, kind, fields, reasons, created_at, answer, dealt } = flag;
  return {
    id,
    studyId: study_id,
    kind,
    situation,
    level,
    fields,
    reasons,
    createdAt: moment(created_at),
    answer: answerView(answer),
    dealtWith: wordView(dealt),
  };
}

export function exposureView(line: ExposureLine) {
  const { id, organization, situation, level, createdAt, filing, paper, withdrawn, studies } = line;
  return {
    id,
    organization,
    situation,
    level,
    createdAt: moment(createdAt),
    withdrawn,
    studies,
    source: filing?.source ?? (paper === null ? null : 'letter'),
    filedAs: filing?.name ?? null,
    filedOn: filing?.submitted ?? paper?.letterOn ?? null,
    url: filing?.url ?? null,
    answer: answerView(line.answer),
    dealtWith: wordView(line.dealt),
  };
}

export function caseView(row: CaseRow) {
  const { id, situation, level, openedAt, openedBy, organization, flagId, studyId, exposureId } = row;
  const outcome = outcomeOf(row.outcomes);
  return {
    id,
    situation,
    level,
    organization,
    openedAt: openedAt.toISOString(),
    openedBy,
    flagId,
    studyId,
    exposureId,
    lettersSent: row.requests.length,
    outcome: outcome && { outcome: outcome.outcome, at: moment(outcome.at), by: outcome.by },
  };
}

export function needView({ kind, id, patientId, name, role, situation, level, organization, ...more }: Need) {
  const { at, day, studies, notMine } = more;
  const patient = { id: patientId, name, role };
  return { kind, id, patient, situation, level, organization, at: at.toISOString(), day, studies, notMine };
}

export function messageView(row: InboxRow) {
  const { id, code, situation, level, channel, patient, organization } = row;
  const { flagId, studyId, exposureId, connectionId, caseId } = row;
  return {
    id,
    code,
    situation,
    level,
    channel,
    createdAt: row.createdAt.toISOString(),
    sentAt: moment(row.sentAt),
    readAt: moment(row.readAt),
    patient,
    organization,
    about: { flagId, studyId, exposureId, placeId: connectionId, caseId },
  };
}

function answerView(given: GivenAnswer | null) {
  return given && { answer: given.answer, at: moment(given.at), by: given.by };
}

function wordView(given: GivenWord | null) {
  return given && { at: moment(given.at), by: given.by };
}

/** Moments within JSON of the database come as text with its own offset. */
function moment(at: Date | string | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
