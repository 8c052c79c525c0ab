import { compareLevels } from '../domain/level.js';
import type { Need } from '../store/pages/need.reader.js';
import { connectionHref, exposureHref, flagHref, patientHref, studyHref } from './record-links.js';
import type { NeedView } from './views/shell.js';
import { dayOnly, momentWords, type Reader } from './words/times.js';

/** What waits, loudest first, and of one level the newest first. First lists are for a calm look and no needs. */
export function needViews(needs: Need[], reader: Reader): NeedView[] {
  return needs
    .filter(({ kind }) => kind !== 'review')
    .sort((a, b) => compareLevels(b.level, a.level) || b.at.getTime() - a.at.getTime())
    .map((need) => needView(need, reader));
}

/** The first lists that nobody looked through yet. Those of one patient are one thing to look through. */
export function reviewViews(needs: Need[], reader: Reader): NeedView[] {
  return foldReviews(needs, reader)
    .sort((a, b) => b.at.getTime() - a.at.getTime())
    .map((need) => needView(need, reader));
}

function foldReviews(needs: Need[], reader: Reader): Need[] {
  const reviews = needs.filter(({ kind }) => kind === 'review');
  const patients = new Set(reviews.map(({ patientId }) => patientId));
  return [...patients].map((id) => {
    const lists = reviews.filter(({ patientId }) => patientId === id);
    const places = lists.map(({ organization }) => organization).sort();
    return {
      ...lists[0]!,
      organization: new Intl.ListFormat(reader.language).format(places),
      studies: lists.reduce((sum, { studies }) => sum + (studies ?? 0), 0),
    };
  });
}

function needView(need: Need, reader: Reader): NeedView {
  const { level, organization, name, role, day, at, studies, situation, notMine } = need;
  const common = {
    level,
    organization,
    notMine,
    letter: need.kind === 'letter',
    who: { name, role },
    href: hrefOf(need),
    at: (day === null ? null : dayOnly(day, reader)) ?? momentWords(at, reader),
  };
  if (studies !== null) return { ...common, situation: 'S01', studies };
  return { ...common, situation: situation as Exclude<NeedView['situation'], 'S01'> };
}

function hrefOf({ kind, id, patientId }: Need): string {
  switch (kind) {
    case 'flag':
      return flagHref(patientId, id);
    case 'study':
      return studyHref(patientId, id);
    case 'exposure':
    case 'letter':
      return exposureHref(patientId, id);
    case 'unread':
      return connectionHref(patientId, id);
    case 'review':
      return patientHref(patientId);
  }
}
