import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { MailEnvelope } from '../mail/mailer.js';

export interface KeptMail {
  id: string;
  recipient: string;
  raw: Buffer;
  keptAt: Date;
}

/** Mail that embedded mode keeps instead of sending. */
@Injectable()
export class MailboxStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Keeps a message once: the same Message-ID again is the same mail. */
  async keep(raw: Buffer, envelope: MailEnvelope, messageId: string): Promise<void> {
    await this.dataSource.query(
      'INSERT INTO kept_mail (message_id, recipient, raw) VALUES ($1, $2, $3) ON CONFLICT (message_id) DO NOTHING',
      [messageId, envelope.to, raw],
    );
  }

  /** The newest mails first, at most 200. */
  newest(): Promise<KeptMail[]> {
    return this.dataSource.query<KeptMail[]>(
      'SELECT id, recipient, raw, kept_at AS "keptAt" FROM kept_mail ORDER BY kept_at DESC LIMIT 200',
    );
  }

  async find(id: string): Promise<KeptMail | null> {
    const [mail] = await this.dataSource.query<KeptMail[]>(
      'SELECT id, recipient, raw, kept_at AS "keptAt" FROM kept_mail WHERE id = $1',
      [id],
    );
    return mail ?? null;
  }
}
