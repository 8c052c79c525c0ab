import { coveragePercent } from '../domain/summary/charts.js';
import type { Shown, SummaryFigures } from '../domain/summary/figures.js';
import type { FigureLabel } from '../domain/summary/csv.js';
import type { Words } from '../words/words.js';

type MonthForm = 'long' | 'short';

/** What a summary says of its figures, in one language. */
export class SummaryWords {
  readonly label: FigureLabel = (table, cell) => this.words.say(`summary.label.${table}.${cell}`);
  /** What a figure counts. */
  readonly definition: FigureLabel = (table, cell) =>
    this.words.say(cell === 'total' ? 'summary.rule.total' : `summary.counts.${table}.${cell}`);
  private readonly numbers: Intl.NumberFormat;
  private readonly months: Record<MonthForm, Intl.DateTimeFormat>;

  constructor(readonly words: Words) {
    this.numbers = new Intl.NumberFormat(words.locale);
    const months = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
      new Intl.DateTimeFormat(words.locale, { ...options, timeZone: 'UTC' });
    this.months = {
      long: months({ month: 'long', year: 'numeric' }),
      short: months({ month: 'short', year: '2-digit' }),
    };
  }

  say(id: string, values: Record<string, string | number> = {}): string {
    return this.words.say(`summary.${id}`, values);
  }

  shown(value: Shown): string {
    return typeof value === 'number' ? this.numbers.format(value) : this.say(value);
  }

  year({ count, isExact }: { count: number | 'hidden'; isExact: boolean }): string {
    return count === 'hidden' || isExact ? this.shown(count) : this.say('about', { count });
  }

  /** YYYY-MM as "May 2026" or "May 26". */
  month(month: string, form: MonthForm = 'long'): string {
    return this.months[form].format(new Date(`${month}-01T00:00:00Z`));
  }

  /** The names of figures that a correction names; patients and studies stand alone there. */
  changed(names: readonly string[]): string[] {
    return names.map((name) => {
      const [table, cell] = name.includes('.') ? name.split('.') : ['coverage', name];
      const label = this.label(table!, cell!);
      return table === 'coverage' ? label : `${this.say(`table.${table}`)}: ${label}`;
    });
  }

  /** What no summary tells. */
  limits(): string[] {
    return LIMITS.map((gap) => this.say(`gap.${gap}`));
  }

  /** What is missing in a summary, first to last. */
  gaps(figures: SummaryFigures): string[] {
    const failed = linksFailed(figures);
    const links =
      failed === 'hidden'
        ? [this.say('gap.linksHidden')]
        : failed > 0
          ? [this.say('gap.links', { failed })]
          : [];
    return [...this.limits(), ...links];
  }
}

const LIMITS = ['agreed', 'shown', 'words', 'hidden', 'tens'] as const;

/** Links that could no longer be read in full: their trouble began in it, and had not ended when the summary was made. */
export function linksFailed({ tables }: SummaryFigures): number | 'hidden' {
  const links = tables.find(({ id }) => id === 'links');
  return links?.figures.find(({ id }) => id === 'total')?.count ?? 0;
}

/** Share of the office's patients who agreed, in percent, at most 100: an office may count late. Null where it does not count. */
export function percentShown(figures: SummaryFigures): number | null {
  const percent = coveragePercent(figures);
  return percent === null ? null : Math.min(100, percent);
}
