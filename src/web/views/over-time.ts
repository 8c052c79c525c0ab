import type { ScanKind } from '../../domain/messages/scan-kind.js';
import type { Level } from '../../domain/level.js';
import type { TimeView } from '../words/times.js';
import type { Shell, Who } from './shell.js';

/** One scan as the list below the drawing has it. */
export interface TimedScanView {
  href: string;
  kind: ScanKind;
  /** In the source's own words. */
  name: string | null;
  organization: string;
  /** Null where the source states no date. */
  day: TimeView | null;
  /** An open question; null where there is none. */
  level: Level | null;
}

/** One place as a line: x and width in percent of it, y and height in pixels. */
export interface PlaceLineView {
  /** Unique on the page; letters, figures and hyphens. */
  id: string;
  organization: string;
  scans: number;
  open: number;
  marks: { x: number; y: number; kind: ScanKind; open: boolean }[];
  gaps: { x: number; width: number }[];
  height: number;
  /** Where the marks of the lowest row stand. */
  ground: number;
}

/** A stretch in which we could not look. */
export interface GapView {
  organization: string;
  from: TimeView;
  to: TimeView;
}

interface ChosenView {
  value: string;
  label: string;
  chosen: boolean;
}

export interface OverTimeView extends Shell {
  who: Who;
  patientHref: string;
  lines: PlaceLineView[];
  years: { year: number; x: number }[];
  /** Scans that state no date: they are in the list and not in the drawing. */
  undated: number;
  gaps: GapView[];
  /** Posts what to look for. */
  action: string;
  words: string;
  places: ChosenView[];
  kinds: { kind: ScanKind; chosen: boolean }[];
  inYears: ChosenView[];
  openOnly: boolean;
  /** Something was chosen. */
  filtered: boolean;
  /** Newest first, by year; null for scans without a date, last. */
  found: { year: string | null; scans: TimedScanView[] }[];
}
