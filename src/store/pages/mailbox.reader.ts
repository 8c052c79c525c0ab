import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A kept mail. `raw` is RFC 5322 bytes. */
export interface KeptMail {
  id: string;
  recipient: string;
  raw: Buffer;
  keptAt: Date;
}

/** What the mailbox shows of the mail that embedded mode keeps. */
@Injectable()
export class MailboxReader {
  constructor(private readonly dataSource: DataSource) {}

  /** The newest first, at most 200. */
  newest(): Promise<KeptMail[]> {
    return this.dataSource.query<KeptMail[]>(
      'SELECT id, recipient, raw, kept_at AS "keptAt" FROM kept_mail ORDER BY kept_at DESC, id LIMIT 200',
    );
  }

  /** One mail whole, or null. */
  async find(id: string): Promise<KeptMail | null> {
    const [mail] = await this.dataSource.query<KeptMail[]>(
      'SELECT id, recipient, raw, kept_at AS "keptAt" FROM kept_mail WHERE id = $1',
      [id],
    );
    return mail ?? null;
  }
}
