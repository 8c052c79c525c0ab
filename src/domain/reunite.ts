import type { Pair, Pairing } from './identify.js';
import type { Report, Study } from './study.js';

/** A pairing in which each report stands with the exam that it is known to belong to. */
export interface Reunited extends Pairing {
  /** Known exams that were told of by a report alone, and whose report stands with another exam now. */
  joined: Study[];
}

/**
 * Links between reports and images come and go: a report that lost its link is no new exam, nor is one gone whose
 * report found its images. A report stays with the exam that it is known to belong to. What the source withdrew and
 * stripped comes home in the same way, by its id.
 */
export function reunite({ pairs, added, absent }: Pairing): Reunited {
  const owner = new Map(pairs.flatMap((pair) => idsIn(pair.before.reports).map((id) => [id, pair])));
  const strays = added.filter((study) => isReportOf(study, (id) => owner.has(id)));
  const homes = new Map<Pair, Report[]>(pairs.map((pair) => [pair, []]));
  for (const [report, found] of [
    ...pairs.flatMap((pair) => pair.after.reports.map((report): [Report, Pair | null] => [report, pair])),
    ...strays.flatMap(({ reports }) => reports.map((report): [Report, Pair | null] => [report, null])),
  ]) {
    const known = report.ids.map((id) => owner.get(id)).find((pair) => pair !== undefined);
    homes.get((known ?? found)!)!.push(report);
  }
  const told = new Set(
    idsIn([...pairs.map(({ after }) => after), ...added].flatMap(({ reports }) => reports)),
  );
  const joined = absent.filter((study) => isReportOf(study, (id) => told.has(id)));
  return {
    pairs: pairs.map((pair) => ({ ...pair, after: withReports(pair.after, homes.get(pair)!) })),
    added: added.filter((study) => !strays.includes(study)),
    absent: absent.filter((study) => !joined.includes(study)),
    joined,
  };
}

function idsIn(reports: Report[]): string[] {
  return reports.flatMap(({ ids }) => ids);
}

/** An exam that nothing but reports tell of, all of which are among those asked for. */
function isReportOf({ source, reports }: Study, isAsked: (id: string) => boolean): boolean {
  return source !== 'imaging-study' && reports.every(({ ids }) => ids.some(isAsked));
}

function withReports(study: Study, reports: Report[]): Study {
  return { ...study, reports: reports.sort((a, b) => (a.ids[0]! < b.ids[0]! ? -1 : 1)) };
}
