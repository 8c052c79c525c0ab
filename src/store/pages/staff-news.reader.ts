import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Filing, STAFF_ONLY_SOURCES } from '../../domain/filing.js';

const MOST_SHOWN = 100;

/** What only staff read: advisories on devices, and headlines. */
@Injectable()
export class StaffNewsReader {
  constructor(private readonly dataSource: DataSource) {}

  /** What stands in those feeds now, newest first, at most 100. */
  async newest(): Promise<Filing[]> {
    const rows = await this.dataSource.query<{ facts: Filing }[]>(
      `SELECT facts FROM filing WHERE source = ANY ($1) AND gone_at IS NULL
       ORDER BY facts ->> 'submitted' DESC NULLS LAST, id LIMIT ${MOST_SHOWN}`,
      [[...STAFF_ONLY_SOURCES]],
    );
    return rows.map(({ facts }) => facts);
  }
}
