import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A kept mail. `raw` is RFC 5322 bytes: all of it, or the header section alone where that is all a page needs. */
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

  /** The header sections of the newest mails first, at most 200. */
  newest(): Promise<KeptMail[]> {
    return this.dataSource.query<KeptMail[]>(
      `SELECT id, recipient, substring(raw FROM 1 FOR position('\\x0d0a0d0a'::bytea IN raw) + 3) AS raw, kept_at AS "keptAt"
       FROM kept_mail ORDER BY kept_at DESC, id LIMIT 200`,
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
