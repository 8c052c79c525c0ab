import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { MailEnvelope } from '../mail/mailer.js';

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
}
