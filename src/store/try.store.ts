import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A window in which tries are counted, for one key. */
export interface TryWindow {
  key: Buffer;
  seconds: number;
}

/** How often it was tried in the window that is open, this try included, and in how many seconds that ends. */
export interface Tries {
  key: Buffer;
  tries: number;
  endsIn: number;
}

/** Rows of windows that are over are taken along, some at a time; never one that is being counted. */
const COUNT = `
  WITH over AS (
    DELETE FROM try_count WHERE key IN (
      SELECT key FROM try_count WHERE ends_at < now() AND NOT key = ANY ($1::bytea[]) LIMIT 20 FOR UPDATE SKIP LOCKED))
  INSERT INTO try_count AS known (key, tries, ends_at)
  SELECT key, 1, now() + make_interval(secs => seconds) FROM unnest($1::bytea[], $2::int[]) AS asked (key, seconds) ORDER BY key
  ON CONFLICT (key) DO UPDATE SET tries = CASE WHEN known.ends_at <= now() THEN 1 ELSE known.tries + 1 END,
    ends_at = CASE WHEN known.ends_at <= now() THEN excluded.ends_at ELSE known.ends_at END
  RETURNING key, tries, ceil(extract(epoch FROM ends_at - now()))::int AS "endsIn"`;

/** Counts tries for all processes together, in the database that they share. */
@Injectable()
export class TryStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Counts one try of each key, in one statement; a key is there once. */
  count(windows: TryWindow[]): Promise<Tries[]> {
    return this.dataSource.query<Tries[]>(COUNT, [
      windows.map(({ key }) => key),
      windows.map(({ seconds }) => seconds),
    ]);
  }
}
