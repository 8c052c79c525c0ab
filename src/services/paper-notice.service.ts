import { Injectable } from '@nestjs/common';
import { noticeOf } from '../domain/notification.js';
import { paperLevel } from '../domain/paper-notice.js';
import { Clock } from '../lib/clock.js';
import { NotificationStore } from '../store/notification.store.js';
import { PaperNoticeStore, type TypedNotice } from '../store/paper-notice.store.js';

/** A letter about a breach, typed in: it concerns this patient alone, and asks for the same steps as a report in a feed. */
@Injectable()
export class PaperNoticeService {
  constructor(
    private readonly notices: PaperNoticeStore,
    private readonly notifications: NotificationStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps the letter and tells the patient's other people of it; who typed it has it in their hands. The same letter once
   * more, as by a second click, adds nothing.
   * Returns the id of the exposure, or null where the patient has too many letters already.
   */
  async add(typed: TypedNotice): Promise<string | null> {
    const at = this.clock.now().toISOString();
    const level = paperLevel(typed.notice, at.slice(0, 10));
    return this.notices.transaction(async (manager) => {
      const exposureId = await this.notices.add(manager, typed, level, at);
      if (exposureId === null) return null;
      const notice = noticeOf(`exposure:${exposureId}:${level}`, 'S12', level);
      const target = { patientId: typed.patientId, exposureId, exceptAccountId: typed.accountId };
      await this.notifications.write(manager, notice ? [{ notice, target }] : [], at);
      return exposureId;
    });
  }
}
