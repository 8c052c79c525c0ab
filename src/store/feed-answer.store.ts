import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { AnswerKeeper, KeptAnswer } from '../feeds/conditional-fetch.js';

/** An address that was not asked for so long is asked no more: some hold the dates of their poll. */
const FORGET_DAYS = 60;

/** The last answers of the addresses of feeds; the bytes are among those of all polls, kept once. */
@Injectable()
export class FeedAnswerStore implements AnswerKeeper {
  constructor(private readonly dataSource: DataSource) {}

  async find(url: string): Promise<KeptAnswer | null> {
    const [kept] = await this.dataSource.query<KeptAnswer[]>(
      `SELECT etag, last_modified AS "lastModified", bytes FROM feed_answer JOIN feed_file USING (sha256) WHERE url = $1`,
      [url],
    );
    return kept ?? null;
  }

  async keep(url: string, { bytes, etag, lastModified }: KeptAnswer, readAt: Date): Promise<void> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await this.dataSource.transaction(async (manager) => {
      await manager.query(
        'INSERT INTO feed_file (sha256, bytes, first_read_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
        [sha256, Buffer.from(bytes), readAt],
      );
      await manager.query(
        `INSERT INTO feed_answer (url, etag, last_modified, sha256, read_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (url) DO UPDATE SET etag = $2, last_modified = $3, sha256 = $4, read_at = $5`,
        [url, etag, lastModified, sha256, readAt],
      );
      await manager.query(
        `DELETE FROM feed_answer WHERE read_at < $1::timestamptz - make_interval(days => ${FORGET_DAYS})`,
        [readAt],
      );
    });
  }
}
