import { Injectable } from '@nestjs/common';
import { Clock } from '../lib/clock.js';
import { AnswerStore, type Question } from '../store/answer.store.js';
import { NotificationStore } from '../store/notification.store.js';
import type { GivenAnswer } from '../store/pages/sql.js';

/**
 * One person's answer closes a question for the patient and all caregivers, and can be changed at any time. Who
 * answered has read the message about it; the others still find theirs unread, and who answered beside it.
 */
@Injectable()
export class AnswerService {
  constructor(
    private readonly answers: AnswerStore,
    private readonly notifications: NotificationStore,
    private readonly clock: Clock,
  ) {}

  /** "Do you know about this?" False where the patient has no such flag. */
  async answerFlag(question: Question, answer: GivenAnswer['answer']): Promise<boolean> {
    const given = await this.answers.answerFlag(question, answer);
    if (given) await this.read(question.accountId, { flagId: question.id });
    return given;
  }

  /** Whether a possible match is the same place. False where the patient has no such exposure. */
  async answerExposure(question: Question, answer: 'know' | 'not-mine'): Promise<boolean> {
    const given = await this.answers.answerExposure(question, answer);
    if (given) await this.read(question.accountId, { exposureId: question.id });
    return given;
  }

  /** The calm look through the first list of a place is done. False where the patient has no such connection. */
  async review(question: Question): Promise<boolean> {
    const done = await this.answers.review(question);
    if (done) await this.read(question.accountId, { baselineOf: question.patientId });
    return done;
  }

  private read(accountId: string, about: Parameters<NotificationStore['markReadAbout']>[1]): Promise<void> {
    return this.notifications.markReadAbout(accountId, about, this.clock.now());
  }
}
