import type { Flag } from '../domain/assess.js';
import type { Followed } from '../domain/follow.js';
import { allIds, examName, type Study } from '../domain/study.js';

/** The line that `diff` and `pull` print for one pull: an interface that others build on, added to and never changed. */
export function diffLine(pull: string, { verdict, studyCount, quarantined, flags }: Followed): object {
  return {
    pull,
    complete: verdict.complete,
    incomplete: verdict.incomplete,
    refused: verdict.refused,
    studies: studyCount,
    changes: flags.map(changeLine),
    quarantined: quarantined.map(({ type, id, reason }) => ({ type, id, reason })),
  };
}

function changeLine(flag: Flag): object {
  return {
    kind: flag.change.kind,
    study: studyLine(flag.change.study),
    fields: flag.change.fields,
    situation: flag.situation,
    level: flag.level,
    ...(flag.settles === null ? {} : { settles: flag.settles }),
    reasons: flag.reasons,
    evidence: flag.evidence,
    ...(flag.change.studies.length > 1 ? { studies: flag.change.studies } : {}),
  };
}

function studyLine(study: Study): object {
  return {
    key: study.key,
    uid: study.uid,
    accession: study.accessions[0]?.value ?? null,
    ids: allIds(study),
    modalities: study.modalities,
    started: study.started,
    description: examName(study),
    organization: study.organization.name,
    source: study.source,
  };
}
