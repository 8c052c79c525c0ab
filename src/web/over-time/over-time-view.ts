import { scanKind, SCAN_KINDS } from '../../domain/messages/scan-kind.js';
import { examName } from '../../domain/study.js';
import type { WatchedSince } from '../../store/pages/over-time.reader.js';
import type { AskedStudy } from '../../store/pages/patient.reader.js';
import { byYear } from '../patient-view.js';
import { flagHref, studyHref } from '../record-links.js';
import type { GapView, OverTimeView, PlaceLineView, TimedScanView } from '../views/over-time.js';
import { momentWords, type Reader, statedDay } from '../words/times.js';
import { asks, type FindForm, found } from './find-form.js';
import { openLevel } from './open-level.js';
import { drawn, namedYears, type Span, spanOf, stacked } from './timeline.js';

const MARK_HEIGHT = 20;
const AIR = 8;

type Facts = Omit<OverTimeView, 'lang' | 'csrf' | 'viewer' | 'who' | 'patientHref' | 'action'>;

/** The record as a drawing, the stretches in which nobody could look, and the scans that were looked for. */
export function overTimeView(
  patientId: string,
  studies: AskedStudy[],
  places: WatchedSince[],
  form: FindForm,
  reader: Reader,
): Facts {
  const days = studies.flatMap(({ facts }) => facts.started ?? []);
  const span = spanOf(days, reader.now);
  return {
    lines: places.map((place) => lineOf(place, studies, span)),
    years: namedYears(span),
    undated: studies.length - days.length,
    gaps: places.flatMap((place) => gapsOf(place, reader)),
    words: form.words?.trim() ?? '',
    places: places.map(({ id, siteName }) => ({ value: id, label: siteName, chosen: id === form.place })),
    kinds: SCAN_KINDS.filter((kind) => studies.some(({ facts }) => scanKind(facts.modalities) === kind)).map(
      (kind) => ({ kind, chosen: kind === form.kind }),
    ),
    inYears: [...new Set(days.map((day) => day.slice(0, 4)))]
      .sort()
      .reverse()
      .map((year) => ({ value: year, label: year, chosen: year === form.year })),
    openOnly: form.open === 'yes',
    filtered: asks(form),
    found: byYear(found(studies, form)).map(({ year, studies: ofYear }) => ({
      year,
      scans: ofYear.map((study) => scanOf(patientId, study, reader)),
    })),
  };
}

function lineOf({ id, siteName, unwatched }: WatchedSince, all: AskedStudy[], span: Span): PlaceLineView {
  const studies = all.filter(({ connectionId }) => connectionId === id);
  const dated = studies.flatMap((study) =>
    study.facts.started === null
      ? []
      : [
          {
            started: study.facts.started,
            kind: scanKind(study.facts.modalities),
            open: openLevel(study) !== null,
          },
        ],
  );
  const marks = stacked(dated, span);
  const rows = Math.max(1, ...marks.map(({ row }) => row + 1));
  const ground = rows * MARK_HEIGHT + AIR;
  return {
    id: `place-${id}`,
    organization: siteName,
    scans: studies.length,
    open: studies.filter((study) => openLevel(study) !== null).length,
    marks: marks.map(({ x, row, kind, open }) => ({
      x,
      y: ground - AIR / 2 - (row + 0.5) * MARK_HEIGHT,
      kind,
      open,
    })),
    gaps: drawn(unwatched, span),
    height: ground + AIR,
    ground,
  };
}

function gapsOf({ siteName, unwatched }: WatchedSince, reader: Reader): GapView[] {
  return unwatched.map(({ from, to }) => ({
    organization: siteName,
    from: momentWords(new Date(from), reader),
    to: momentWords(new Date(to), reader),
  }));
}

function scanOf(patientId: string, study: AskedStudy, reader: Reader): TimedScanView {
  const { facts, flag, organization, id } = study;
  return {
    href: flag === null ? studyHref(patientId, id) : flagHref(patientId, flag.id),
    kind: scanKind(facts.modalities),
    name: examName(facts),
    organization,
    day: facts.started === null ? null : statedDay(facts.started, reader),
    level: openLevel(study),
  };
}
