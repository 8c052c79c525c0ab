import { Injectable } from '@nestjs/common';
import { ASK_BEFORE_DAYS } from '../domain/access-end.js';
import { lawsToReview } from '../domain/law.js';
import { noticeOf, UNREAD_DAYS } from '../domain/notification.js';
import { TELL_END_DAYS } from '../domain/people/until.js';
import { Clock } from '../lib/clock.js';
import { NotificationStore } from '../store/notification.store.js';
import { CaseReminderStore } from '../store/cases/case-reminder.store.js';
import { AccessStore } from '../store/access.store.js';
import { ConnectionStore } from '../store/connection.store.js';
import { AccessNewsStore } from '../store/people/access-news.store.js';
import { OperatorNoticeStore } from '../store/operator-notice.store.js';

/** What time alone brings about: "could not look" (S16) is a message of its own, and an open question is asked once more. */
@Injectable()
export class WatchService {
  constructor(
    private readonly connections: ConnectionStore,
    private readonly accesses: AccessStore,
    private readonly notifications: NotificationStore,
    private readonly operators: OperatorNoticeStore,
    private readonly cases: CaseReminderStore,
    private readonly accessNews: AccessNewsStore,
    private readonly clock: Clock,
  ) {}

  /** Asks once more about what nobody answered for a week. */
  async remind(): Promise<void> {
    await this.notifications.remind(this.clock.now().toISOString());
  }

  /** Tells of letters whose answer is due or late (S21), and of offers that end. */
  async remindOfCases(): Promise<void> {
    await this.cases.remind(this.clock.now().toISOString());
  }

  /** Asks once, in time, for a place to be linked again whose access will end. */
  async tellEnding(): Promise<void> {
    const now = this.clock.now();
    await this.connections.transaction(async (manager) => {
      const ending = await this.accesses.ending(manager, ASK_BEFORE_DAYS, now);
      const notices = ending.flatMap(({ id, patientId, linkedAt }) => {
        const notice = noticeOf(`access-ending:${id}:${linkedAt.toISOString()}`, 'S16', 'info');
        return notice ? [{ notice, target: { patientId, connectionId: id } }] : [];
      });
      await this.notifications.write(manager, notices, now.toISOString());
    });
  }

  /** Tells a parent once, in time, that the child will be of age and the grant ends (S19). */
  async tellComingOfAge(): Promise<void> {
    const now = this.clock.now();
    await this.connections.transaction(async (manager) => {
      const ending = await this.accessNews.ofParentsEnding(manager, TELL_END_DAYS, now);
      const news = ending.map(
        (grant) => ({ ...grant, change: 'ending', level: 'info', mailed: true }) as const,
      );
      await this.accessNews.write(manager, news, now.toISOString());
    });
  }

  /** Tells the operators once of each feed that was not read, a canary whose alert did not arrive, and a rule of law to review. */
  async tellOperators(): Promise<void> {
    const at = this.clock.now().toISOString();
    const missed = lawsToReview(at.slice(0, 10)).map(({ due }) => due);
    await this.operators.tell(at, [...new Set(missed)]);
  }

  /** Tells each patient once that a place was not read for 7 days (info), and once more after 14 (check). */
  async tellUnread(): Promise<void> {
    const at = this.clock.now().toISOString();
    await this.connections.transaction(async (manager) => {
      for (const level of ['info', 'check'] as const) {
        const until = level === 'info' ? UNREAD_DAYS.check : null;
        const unread = await this.connections.unreadSince(manager, UNREAD_DAYS[level], until, at);
        const notices = unread.flatMap(({ id, patientId, since }) => {
          const notice = noticeOf(`unread:${id}:${since.toISOString()}:${level}`, 'S16', level);
          return notice ? [{ notice, target: { patientId, connectionId: id } }] : [];
        });
        await this.notifications.write(manager, notices, at);
      }
    });
  }
}
