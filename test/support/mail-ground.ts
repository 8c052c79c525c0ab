import type { Level } from '../../src/domain/level.js';
import { noticeOf } from '../../src/domain/notification.js';
import type { Situation } from '../../src/domain/situation.js';
import { NotificationService } from '../../src/services/notification.service.js';
import { NotificationStore, type NoticeTarget } from '../../src/store/notification.store.js';
import { FlowGround } from './flow-ground.js';
import { type SmtpSink, startSmtpSink } from './smtp-sink.js';

export interface MailState {
  channel: string;
  sent: boolean;
  failed: boolean;
  attempts: number;
  undelivered: string | null;
}

let causes = 0;

/** A patient who is written to, and the mail server that takes it. */
export class MailGround {
  private constructor(
    readonly flow: FlowGround,
    readonly sink: SmtpSink,
    readonly patientId: string,
    readonly accountId: string,
  ) {}

  static async open(databaseUrl: string): Promise<MailGround> {
    const sink = await startSmtpSink();
    const flow = await FlowGround.open(databaseUrl, { environment: { SMTP_URL: sink.url } });
    await flow.empty();
    const { patientId, accountId } = await flow.addPatient();
    return new MailGround(flow, sink, patientId, accountId);
  }

  /** What one cause says to the people of the patient; returns the messages of one of them. */
  async tell(
    situation: Situation,
    level: Level,
    more: Partial<NoticeTarget> & { cause?: string; to?: string } = {},
  ): Promise<string> {
    const { cause = `test:${(causes += 1)}`, to = this.accountId, ...target } = more;
    const about = { patientId: this.patientId, ...target };
    await this.flow.dataSource.transaction((manager) =>
      this.flow
        .get(NotificationStore)
        .write(
          manager,
          [{ notice: noticeOf(cause, situation, level)!, target: about }],
          this.flow.clock.now().toISOString(),
        ),
    );
    const [row] = await this.flow.rows<{ id: string }>(
      'SELECT id FROM notification WHERE cause = $1 AND account_id = $2',
      [cause, to],
    );
    return row!.id;
  }

  /** As if its time had come. */
  async deliver(...ids: string[]): Promise<void> {
    await this.flow.rows(
      'UPDATE notification SET not_before = least(not_before, now()) WHERE id = ANY ($1)',
      [ids],
    );
    await Promise.all(ids.map((id) => this.flow.get(NotificationService).deliver(id)));
  }

  async stateOf(id: string): Promise<MailState> {
    const [row] = await this.flow.rows<MailState>(
      `SELECT channel, sent_at IS NOT NULL AS sent, failed_at IS NOT NULL AS failed, attempts, undelivered
       FROM notification WHERE id = $1`,
      [id],
    );
    return row!;
  }

  texts(): string[] {
    return this.sink.messages.map(({ email }) => (email.text ?? '').replace(/\s+/g, ' '));
  }

  messageIds(): (string | undefined)[] {
    return this.sink.messages.map(({ email }) => email.messageId);
  }

  async close(): Promise<void> {
    await this.flow.close();
    await this.sink.close();
  }
}
