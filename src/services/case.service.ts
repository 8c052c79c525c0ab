import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { HotlineAnswer, HotlineQuestion } from '../domain/cases/breach.js';
import { answerTime, type RequestKind } from '../domain/cases/clocks.js';
import { type Outcome, outcomesOf } from '../domain/cases/outcome.js';
import { stepsOfBreach, stepsOfNotMine, type TrackedBreach } from '../domain/cases/plan.js';
import { MOST_REPLY_BYTES, replyType } from '../domain/cases/reply.js';
import type { RequestWord } from '../domain/cases/requests.js';
import type { StepState } from '../domain/cases/steps.js';
import { placeOf } from '../domain/letters/place.js';
import { Clock } from '../lib/clock.js';
import { AnswerStore, type Matter, type Question } from '../store/answer.store.js';
import { CaseCauseStore } from '../store/cases/case-cause.store.js';
import { type CaseCause, type CaseSpeaker, CaseStore } from '../store/cases/case.store.js';
import { ReplyStore } from '../store/cases/reply.store.js';
import { refusal } from '../words/refusal.js';

/** Who speaks of which case. */
export type Speaker = Omit<CaseSpeaker, 'at'>;

/** Letters and photos that one case holds at most. */
const MOST_REPLIES = 40;

/** What follows a "not mine" or a breach, from the first step to its outcome. */
@Injectable()
export class CaseService {
  constructor(
    private readonly cases: CaseStore,
    private readonly causes: CaseCauseStore,
    private readonly replies: ReplyStore,
    private readonly answers: AnswerStore,
    private readonly clock: Clock,
  ) {}

  /** "Not mine" opens a case, in the transaction of the answer; any other answer ends it, and it is kept. */
  async answered(
    manager: EntityManager,
    cause: Exclude<CaseCause, { exposureId: string }>,
    { patientId, accountId }: Question,
    notMine: boolean,
  ): Promise<void> {
    const said = { patientId, accountId, at: this.now() };
    if (!notMine) return this.cases.answerChanged(manager, cause, said);
    const found = await this.causes.notMine(manager, cause);
    const { situation, level, billFits, dated } = found;
    const steps = stepsOfNotMine({ situation, level, place: placeOf(found), billFits, dated });
    await this.cases.open(manager, { cause, ...said, situation: situation ?? 'S02', level, steps });
  }

  /** The patient said that a breach is about another place: its case ends with that, and is kept. */
  otherPlace(manager: EntityManager, { id, patientId, accountId }: Question): Promise<void> {
    return this.cases.answerChanged(manager, { exposureId: id }, { patientId, accountId, at: this.now() });
  }

  /** Opens the case of a breach, or takes it up again; returns its id. */
  track({ id, patientId, accountId }: Question, breach: TrackedBreach): Promise<string> {
    return this.cases.transaction((manager) =>
      this.cases.open(manager, {
        cause: { exposureId: id },
        patientId,
        accountId,
        situation: breach.situation,
        level: breach.level,
        steps: stepsOfBreach(breach),
        at: this.now(),
      }),
    );
  }

  /** False where the patient has no such case. */
  step(speaker: Speaker, said: { step: string; state: StepState; until: string | null }): Promise<boolean> {
    return this.cases.step(this.speaks(speaker), said);
  }

  /** Writes down a letter that was sent. @param address of the place that it went to */
  sent(
    speaker: Speaker,
    {
      address,
      ...sent
    }: {
      kind: RequestKind;
      recipient: string;
      sentOn: string;
      address: { state: string | null; country: string | null };
    },
  ): Promise<boolean> {
    const time = answerTime(sent.kind, placeOf(address));
    return this.cases.request(this.speaks(speaker), { ...sent, time });
  }

  requestWord(
    speaker: Speaker,
    requestId: string,
    word: Pick<RequestWord, 'what' | 'onDay'>,
  ): Promise<boolean> {
    return this.cases.requestWord(this.speaks(speaker), requestId, word);
  }

  note(speaker: Speaker, words: string): Promise<boolean> {
    return this.cases.note(this.speaks(speaker), words);
  }

  hotline(speaker: Speaker, question: HotlineQuestion, answer: HotlineAnswer): Promise<boolean> {
    return this.cases.hotline(this.speaks(speaker), question, answer);
  }

  offer(speaker: Speaker, code: string | null, enrolBy: string | null): Promise<boolean> {
    return this.cases.offer(this.speaks(speaker), code, enrolBy);
  }

  /**
   * How the case ended, or that it is taken up again; what it follows from is dealt with, or no more.
   * @throws InputError for an outcome that such a case cannot have
   */
  end(speaker: Speaker, { matter, id }: { matter: Matter; id: string }, outcome: Outcome): Promise<boolean> {
    const ends = outcome !== 'reopened';
    if (ends && !outcomesOf(matter === 'exposure' ? 'breach' : 'study').includes(outcome))
      throw refusal('form.outcomes');
    return this.cases.transaction(async (manager) => {
      const said = await this.cases.end(manager, this.speaks(speaker), outcome);
      if (said) await this.answers.deal(matter, { id, ...speaker }, ends, manager);
      return said;
    });
  }

  /**
   * Keeps a letter or a photo, told by its first bytes. False where the patient has no such case.
   * @throws InputError for what is none, is too large, or is one too many
   */
  async reply(speaker: Speaker, bytes: Buffer): Promise<boolean> {
    const type = replyType(bytes);
    if (type === null) throw refusal('form.paper');
    if (bytes.length > MOST_REPLY_BYTES) throw refusal('form.paperSize');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const said = this.speaks(speaker);
    return this.replies.transaction(async (manager) => {
      const count = await this.replies.count(manager, said);
      if (count === null) return false;
      if (count >= MOST_REPLIES) throw refusal('form.manyPapers', { most: MOST_REPLIES });
      await this.replies.add(manager, said, { type, bytes, sha256 });
      return true;
    });
  }

  private speaks(speaker: Speaker): CaseSpeaker {
    return { ...speaker, at: this.now() };
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}
