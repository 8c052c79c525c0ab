import { Body, Controller, Get, NotFoundException, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Clock } from '../lib/clock.js';
import { AnswerService } from '../services/answer.service.js';
import { StudyReader } from '../store/pages/study.reader.js';
import { Access } from './access.guard.js';
import { answerView, wordView } from './answer-view.js';
import { DealtWord, ScanAnswer } from './answer-forms.js';
import { HideOffer } from './people/hide-offer.js';
import { Pages } from './pages.js';
import { localeFor, readerOf } from './reader-of.js';
import { caseOfHref, lettersHref, patientHref, studyHref } from './record-links.js';
import { sharingViews } from './sharing-view.js';
import { studyFacts } from './study-page-view.js';
import { RowId, validated } from './validated.js';
import { mayAct, visitorOf, whoOf } from './visitor.js';
import type { VisitRequest } from './visit.js';

/** One scan that no flag asks about, such as one of the first list: it can be answered all the same. */
@Controller('patients/:patientId/studies/:studyId')
export class StudyController {
  constructor(
    private readonly pages: Pages,
    private readonly studies: StudyReader,
    private readonly answers: AnswerService,
    private readonly hideOffer: HideOffer,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('view')
  async show(
    @RowId('patientId') patientId: string,
    @RowId('studyId') studyId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { id: readerId } = visitorOf(request);
    const row = await this.studies.find(studyId, patientId, readerId);
    if (row === null) throw new NotFoundException();
    const reader = readerOf(request, this.clock.now());
    const who = whoOf(request, row.name);
    const to = { who, locale: localeFor(request), reader };
    const page = studyHref(patientId, studyId);
    this.pages.send(response, 'flag', {
      ...(await this.pages.shell(request)),
      who,
      patientHref: patientHref(patientId),
      lettersHref: lettersHref(patientId, row.study.organizationId, { study: row.study.id, as: null }),
      caseHref: row.answer?.answer === 'not-mine' ? caseOfHref(patientId, studyId) : null,
      ...studyFacts(row, to),
      sharing: sharingViews(patientId, row.study.facts, row.sharing, reader),
      hide: await this.hideOffer.of(who, patientId, 'study', studyId),
      answerAction: mayAct(who) ? `${page}/answer` : null,
      answer: answerView(row.answer, readerId, reader),
      scanHref: null,
      dealtAction: row.answer?.answer === 'not-mine' && mayAct(who) ? `${page}/dealt` : null,
      dealt: wordView(row.dealt, readerId, reader),
    });
  }

  /** Any answer can be changed: each is kept, the newest counts. */
  @Post('answer')
  @Access('act')
  async answer(
    @RowId('patientId') patientId: string,
    @RowId('studyId') id: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { answer } = validated(ScanAnswer, body);
    const question = { id, patientId, accountId: visitorOf(request).id };
    if (!(await this.answers.answerStudy(question, answer))) throw new NotFoundException();
    response.redirect(303, studyHref(patientId, id));
  }

  /** "I have dealt with this", and its taking back. */
  @Post('dealt')
  @Access('act')
  async deal(
    @RowId('patientId') patientId: string,
    @RowId('studyId') id: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { dealt } = validated(DealtWord, body);
    const question = { id, patientId, accountId: visitorOf(request).id };
    if (!(await this.answers.deal('study', question, dealt === 'yes'))) throw new NotFoundException();
    response.redirect(303, studyHref(patientId, id));
  }
}
