import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A month of an office: its newest version, and whether it has figures. */
export interface SummaryMonth {
  /** YYYY-MM */
  month: string;
  version: number;
  hasFigures: boolean;
}

/** What an office can read, month by month. */
@Injectable()
export class SummaryMonthsReader {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first. */
  list(providerId: string): Promise<SummaryMonth[]> {
    return this.dataSource.query<SummaryMonth[]>(
      `SELECT DISTINCT ON (summary.month) to_char(summary.month, 'YYYY-MM') AS month, version, figures IS NOT NULL AS "hasFigures"
       FROM summary WHERE provider_id = $1 ORDER BY summary.month DESC, version DESC`,
      [providerId],
    );
  }

  /** When the next summary is due. */
  async nextDue(providerId: string): Promise<{ name: string; dueAt: Date }> {
    const [row] = await this.dataSource.query<{ name: string; dueAt: Date }[]>(
      'SELECT name, due_at AS "dueAt" FROM provider WHERE id = $1',
      [providerId],
    );
    return row!;
  }
}
