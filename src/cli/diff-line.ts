import type { Flag } from '../domain/assess.js';
import type { Followed } from '../domain/follow.js';
import { examName, type Study } from '../domain/study.js';

/** The line that `diff` and `pull` print for one pull: an interface that others build on, added to and never changed. */
export function diffLine(pull: string, { verdict, pull: understood, flags }: Followed): object {
  return {
    pull,
    complete: verdict.complete,
    incomplete: verdict.incomplete,
    refused: verdict.refused,
    studies: understood.studies.length,
    changes: flags.map(changeLine),
    quarantined: understood.quarantined,
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
  };
}

function studyLine(study: Study): object {
  return {
    key: study.key,
    uid: study.uid,
    accession: study.accessions[0]?.value ?? null,
    ids: study.ids,
    modalities: study.modalities,
    started: study.started,
    description: examName(study),
    organization: study.organization.name,
    source: study.source,
  };
}
