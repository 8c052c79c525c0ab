import { lawLine, lawsToReview } from '../domain/law.js';
import type { WatchedPatient, WatchedPlace } from '../store/pages/home.reader.js';
import { connectionHref, patientHref } from './record-links.js';
import type { HomeView, WatchedView } from './views/home.js';
import type { FeedView } from './views/operator.js';
import { momentWords, type Reader, type TimeView } from './words/times.js';

/** One watched patient. A look counts as full when every place was read, so the oldest one speaks for all. */
export function watchedView(patient: WatchedPatient, reader: Reader): WatchedView {
  const { id, name, role, places } = patient;
  return {
    who: { name, role },
    href: patientHref(id),
    places: places.length,
    lastFullLook: oldestLook(places, reader),
    problems: places.flatMap(({ id: placeId, siteName, problemSince }) =>
      problemSince === null
        ? []
        : [
            {
              organization: siteName,
              since: momentWords(new Date(problemSince), reader),
              href: connectionHref(id, placeId),
            },
          ],
    ),
  };
}

function oldestLook(places: WatchedPlace[], reader: Reader): TimeView | null {
  const looks = places
    .filter(({ files }) => !files)
    .map(({ lastCompleteAt }) => lastCompleteAt && new Date(lastCompleteAt));
  if (looks.length === 0 || looks.some((look) => !look)) return null;
  const oldest = Math.min(...looks.map((look) => new Date(look!).getTime()));
  return momentWords(new Date(oldest), reader);
}

/** What waits for the operator: feeds in trouble, and nothing of any person. */
export function operatorView(
  patients: number,
  feeds: FeedView[],
  canaryLateSince: TimeView | null,
  today: string,
): HomeView['operator'] {
  const troubled = feeds.flatMap(({ name, problem }) =>
    problem === null ? [] : [{ name, since: problem.since, href: '/feeds' }],
  );
  const laws = lawsToReview(today).map(({ id }) => lawLine(id).cite);
  return { patients, feeds: troubled, canaryLateSince, laws };
}
