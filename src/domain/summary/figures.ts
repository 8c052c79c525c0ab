/** A count, or that it is hidden, or that there was no summary then. */
export type Shown = number | 'hidden' | 'none';

/** One line of a table. */
export interface Figure {
  /** The cell, or `total`. */
  id: string;
  count: number | 'hidden';
  /** For each 1,000 studies watched (nearest ten), to one decimal; hidden where either is. */
  perThousand: number | 'hidden';
  /** Mean of the three months before, to one decimal; hidden where one of them is, none where one had no summary. */
  meanBefore: Shown;
  /** The twelve months up to this one, oldest first. */
  trend: Shown[];
  /** What is shown of the twelve months, added up: exact where all of them are, else at least so many; hidden where nothing is. */
  year: { count: number | 'hidden'; isExact: boolean };
}

export interface FigureTable {
  id: string;
  figures: Figure[];
}

/** What a summary shows: everything that its page, PDF, CSV and MeasureReport say comes from here. */
export interface SummaryFigures {
  /** Version of the rules of hiding by which it was made. */
  rules: number;
  /** YYYY-MM */
  month: string;
  /** Patients who agreed to be counted, to the nearest ten. */
  patients: number;
  /** All patients of the provider by its own count; null where it does not say. */
  ofPatients: number | null;
  /** Studies of these patients that are watched, to the nearest ten. */
  studies: number | 'hidden';
  tables: FigureTable[];
  /** Public reports in the month: of the provider itself, and of its vendors. They count reports, not patients. */
  breaches: { own: number; vendors: number };
}

/** What was counted, exactly; never shown. Cells by `figureName`; what is missing is 0. */
export interface SummaryCounts {
  patients: number;
  studies: number;
  cells: Record<string, number>;
  /** Of how many persons each of them is. */
  persons: Record<string, number>;
  breaches: { own: number; vendors: number };
}

/** A summary as it was made: one provider, one month, one version. */
export interface SummaryRow {
  id: string;
  /** `timeZone`: IANA zone by whose clock the month began and ended. */
  provider: { name: string; timeZone: string };
  /** YYYY-MM */
  month: string;
  version: number;
  madeAt: Date;
  /** Null where fewer than eleven patients agreed to be counted. */
  figures: SummaryFigures | null;
  /** Of a correction: why, and the figures (`figureName`) that say something else than the version before. */
  correction: { why: string; changed: string[] } | null;
}
