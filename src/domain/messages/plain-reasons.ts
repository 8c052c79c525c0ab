import type { Situation } from '../situation.js';

/** Ordinary reasons behind a change; each has its sentence (`reason.<name>`). */
export type PlainReason =
  | 'filed-late'
  | 'sent-over'
  | 'second-reading'
  | 'order-first'
  | 'saved-twice'
  | 'records-joined'
  | 'late-images'
  | 'label-corrected'
  | 'archive-moved'
  | 'portal-gap'
  | 'order-cancelled'
  | 'right-patient'
  | 'keeping-time'
  | 'typing-fixed'
  | 'comparison-added'
  | 'detail-added';

/** What a case shows that points to one of them (next-steps.md section 9). */
export interface Signs {
  /** Dated long before it was first seen. */
  backdated: boolean;
  /** It names another institution than the place that shows it. */
  otherPlace: boolean;
  /** Nothing but an order, or registered without images. */
  onlyOrdered: boolean;
  /** A report without images of its own. */
  onlyReport: boolean;
  /** Another scan of the same place and day. */
  sameDay: boolean;
  /** Older than places have to keep scans. */
  old: boolean;
}

export const NO_SIGNS: Signs = {
  backdated: false,
  otherPlace: false,
  onlyOrdered: false,
  onlyReport: false,
  sameDay: false,
  old: false,
};

const ORDINARY: Partial<Record<Situation, PlainReason[]>> = {
  S02: ['order-first', 'sent-over', 'saved-twice', 'second-reading', 'records-joined'],
  S04: ['late-images', 'label-corrected', 'records-joined', 'archive-moved'],
  S05: ['portal-gap', 'records-joined', 'right-patient', 'order-cancelled', 'keeping-time', 'archive-moved'],
  S06: ['typing-fixed', 'comparison-added', 'detail-added'],
};
/** Of an old scan that is new here, an order before the visit explains nothing. */
const BACKDATED: PlainReason[] = ['filed-late', 'sent-over', 'second-reading', 'records-joined'];

const POINTS_TO: [keyof Signs, PlainReason[]][] = [
  ['otherPlace', ['sent-over', 'second-reading']],
  ['onlyReport', ['second-reading']],
  ['onlyOrdered', ['order-first', 'order-cancelled']],
  ['sameDay', ['saved-twice']],
  ['old', ['keeping-time']],
];

/** What most often explains a situation: what the signs of the case point to first, then the rest as it is common. */
export function plainReasons(situation: Situation, signs: Signs): PlainReason[] {
  const ordinary = situation === 'S02' && signs.backdated ? BACKDATED : (ORDINARY[situation] ?? []);
  const pointed = POINTS_TO.filter(([sign]) => signs[sign]).flatMap(([, reasons]) => reasons);
  const first = pointed.filter((reason, at) => ordinary.includes(reason) && pointed.indexOf(reason) === at);
  return [...first, ...ordinary.filter((reason) => !first.includes(reason))];
}
