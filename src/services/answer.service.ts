import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { exposureRule } from '../domain/exposure.js';
import { noticeOf } from '../domain/notification.js';
import { Clock } from '../lib/clock.js';
import { AnswerStore, type Matter, type Question } from '../store/answer.store.js';
import { NotificationStore } from '../store/notification.store.js';
import type { GivenAnswer } from '../store/pages/sql.js';
import { ExpectationStore } from '../store/expectation.store.js';
import { CaseService } from './case.service.js';

type Answer = GivenAnswer['answer'];
type About = { flagId: string } | { studyId: string };

/**
 * One person's answer closes a question for the patient and all caregivers, and can be changed at any time. Who
 * answered has read the message about it; the others still find theirs unread, and who answered beside it. "Not mine"
 * closes nothing: a case is opened, the others are told of it, and it stands until somebody says that it is dealt with.
 */
@Injectable()
export class AnswerService {
  constructor(
    private readonly answers: AnswerStore,
    private readonly notifications: NotificationStore,
    private readonly cases: CaseService,
    private readonly expectations: ExpectationStore,
    private readonly clock: Clock,
  ) {}

  /** "Do you know about this?" False where the patient has no such flag. */
  async answerFlag(question: Question, answer: Answer): Promise<boolean> {
    return this.answer(question, answer, { flagId: question.id });
  }

  /** The same of a scan that no flag asks about. False where the patient has no such study. */
  async answerStudy(question: Question, answer: Answer): Promise<boolean> {
    return this.answer(question, answer, { studyId: question.id });
  }

  /**
   * Whether a possible match is the same place; that it is makes it a breach that is confirmed, of which the patient's
   * other people hear. False where the patient has no such exposure.
   */
  async answerExposure(question: Question, answer: 'know' | 'not-mine'): Promise<boolean> {
    const given = await this.answers.transaction(async (manager) => {
      const written = await this.answers.answerExposure(manager, question, answer);
      if (written && answer === 'not-mine') await this.cases.otherPlace(manager, question);
      if (written && answer === 'know') await this.tellConfirmed(manager, question);
      return written;
    });
    if (given) await this.read(question.accountId, { exposureId: question.id });
    return given;
  }

  /** "I have dealt with this", or not yet after all. False where the patient has no such matter. */
  async deal(matter: Matter, question: Question, dealt: boolean): Promise<boolean> {
    const said = await this.answers.deal(matter, question, dealt);
    if (said) await this.read(question.accountId, { [`${matter}Id`]: question.id });
    return said;
  }

  /** The calm look through the first list of a place is done. False where the patient has no such connection. */
  async review(question: Question): Promise<boolean> {
    const done = await this.answers.review(question);
    if (done) await this.read(question.accountId, { baselineOf: question.patientId });
    return done;
  }

  private async answer(question: Question, answer: Answer, about: About): Promise<boolean> {
    const given = await this.answers.transaction(async (manager) => {
      const written =
        'flagId' in about
          ? await this.answers.answerFlag(manager, question, answer)
          : await this.answers.answerStudy(manager, question, answer);
      if (written) {
        await this.cases.answered(manager, about, question, answer === 'not-mine');
        await this.teach(manager, question, about, answer);
      }
      if (written && answer === 'not-mine')
        await this.notifications.write(
          manager,
          notMineNotice(question, about),
          this.clock.now().toISOString(),
        );
      return written;
    });
    if (given) await this.read(question.accountId, about);
    return given;
  }

  private teach(
    manager: EntityManager,
    { accountId }: Question,
    about: About,
    answer: Answer,
  ): Promise<void> {
    const said = { accountId, known: answer === 'know', at: this.clock.now().toISOString() };
    return this.expectations.know(manager, about, said);
  }

  /** Once for each exposure, however often the answer is changed; as loud as the page shows it from then on. */
  private async tellConfirmed(manager: EntityManager, { id, patientId, accountId }: Question): Promise<void> {
    const { filing, foundOn } = await this.answers.reportOf(manager, id);
    const notice = noticeOf(`confirmed:${id}`, 'S12', exposureRule('named', filing, foundOn).level);
    const target = { patientId, exposureId: id, exceptAccountId: accountId };
    await this.notifications.write(
      manager,
      notice ? [{ notice, target }] : [],
      this.clock.now().toISOString(),
    );
  }

  private read(accountId: string, about: Parameters<NotificationStore['markReadAbout']>[1]): Promise<void> {
    return this.notifications.markReadAbout(accountId, about, this.clock.now());
  }
}

/** Once for each scan, however often the answer is changed; never to the one who gave it. */
function notMineNotice({ id, patientId, accountId }: Question, about: About) {
  const notice = noticeOf(`not-mine:${id}`, 'S02', 'act soon');
  return notice ? [{ notice, target: { patientId, ...about, exceptAccountId: accountId } }] : [];
}
