import type { Change, StudyField } from './change.js';

/** What a merge brings about by itself: other ids, and another patient number. */
const OF_A_MERGE: StudyField[] = ['ids', 'accession', 'subject', 'organization'];

/**
 * Two charts of one person were joined: all that it brought about is told as one change. Studies that came with the
 * other chart are named in it; what else happened to a study stays a change of its own.
 * @param anyStudy named where the merge touched no study
 */
export function foldMerge(changes: Change[], anyStudy: Change['study'] | null, at: string): Change[] {
  const folded = changes.filter(isOfAMerge);
  const came = folded.filter(({ kind }) => kind === 'added');
  const study = (came[0] ?? folded[0])?.study ?? anyStudy;
  if (study === null) return changes;
  const merge: Change = {
    kind: 'merged',
    before: null,
    study,
    firstSeenAt: (came[0] ?? folded[0])?.firstSeenAt ?? at,
    fields: ['subject'],
    also: came.length > 0 ? ['added'] : [],
    contradicts: [],
    returned: false,
    studies: folded.length > 0 ? folded.map((change) => change.study.key) : [study.key],
  };
  return [merge, ...changes.filter((change) => !isOfAMerge(change))];
}

function isOfAMerge({ kind, fields, returned, before }: Change): boolean {
  if (kind === 'added') return !returned && before === null;
  return (kind === 'reissued' || kind === 'altered') && fields.every((field) => OF_A_MERGE.includes(field));
}
