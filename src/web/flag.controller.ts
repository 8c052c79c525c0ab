import { Body, Controller, Get, NotFoundException, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Clock } from '../lib/clock.js';
import { AnswerService } from '../services/answer.service.js';
import { FlagReader } from '../store/pages/flag.reader.js';
import { Access } from './access.guard.js';
import { DealtWord, FlagAnswer } from './answer-forms.js';
import { answerView, wordView } from './answer-view.js';
import { flagFacts } from './flag-view.js';
import { sharingViews } from './sharing-view.js';
import { HideOffer } from './people/hide-offer.js';
import { Pages } from './pages.js';
import { localeFor, readerOf } from './reader-of.js';
import { changedReports, changedReportsView, textNames } from './report-view.js';
import { caseOfHref, flagHref, lettersHref, patientHref, studyHref } from './record-links.js';
import { RowId, validated } from './validated.js';
import { mayAct, visitorOf, whoOf } from './visitor.js';
import type { VisitRequest } from './visit.js';

/** A question about one scan. */
@Controller('patients/:patientId/flags/:flagId')
export class FlagController {
  constructor(
    private readonly pages: Pages,
    private readonly flags: FlagReader,
    private readonly answers: AnswerService,
    private readonly hideOffer: HideOffer,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('view')
  async show(
    @RowId('patientId') patientId: string,
    @RowId('flagId') flagId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { id: readerId } = visitorOf(request);
    const row = await this.flags.find(flagId, patientId, readerId);
    if (row === null) throw new NotFoundException();
    const reader = readerOf(request, this.clock.now());
    const who = whoOf(request, row.name);
    const to = { who, locale: localeFor(request), reader };
    const sightings = await this.flags.sightings(flagId, row.study.id, readerId);
    const changed = changedReports(row.before, row.after);
    const mayRead = mayAct(who);
    const kept = mayRead
      ? await this.flags.texts(
          { connectionId: row.study.connectionId, patientId, readerId },
          textNames(changed),
        )
      : new Map<string, string>();
    const reports = changedReportsView(changed, kept, mayRead, reader);
    this.pages.send(response, 'flag', {
      ...(await this.pages.shell(request)),
      who,
      patientHref: patientHref(patientId),
      lettersHref: lettersHref(patientId, row.study.organizationId, { study: row.study.id, as: null }),
      caseHref: row.answer?.answer === 'not-mine' ? caseOfHref(patientId, flagId) : null,
      ...flagFacts(row, sightings, reports, to),
      sharing: sharingViews(patientId, row.study.facts, row.sharing, reader),
      hide: await this.hideOffer.of(who, patientId, 'study', row.study.id),
      answerAction: mayAct(who) ? `${flagHref(patientId, flagId)}/answer` : null,
      answer: answerView(row.answer, readerId, reader),
      scanHref: row.situation === 'S06' && mayRead ? studyHref(patientId, row.study.id) : null,
      dealtAction:
        row.answer?.answer === 'not-mine' && mayAct(who) ? `${flagHref(patientId, flagId)}/dealt` : null,
      dealt: wordView(row.dealt, readerId, reader),
    });
  }

  /** Any answer can be changed: each is kept, the newest counts. */
  @Post('answer')
  @Access('act')
  async answer(
    @RowId('patientId') patientId: string,
    @RowId('flagId') id: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { answer } = validated(FlagAnswer, body);
    const question = { id, patientId, accountId: visitorOf(request).id };
    if (!(await this.answers.answerFlag(question, answer))) throw new NotFoundException();
    response.redirect(303, flagHref(patientId, id));
  }

  /** "I have dealt with this", and its taking back. */
  @Post('dealt')
  @Access('act')
  async deal(
    @RowId('patientId') patientId: string,
    @RowId('flagId') id: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { dealt } = validated(DealtWord, body);
    const question = { id, patientId, accountId: visitorOf(request).id };
    if (!(await this.answers.deal('flag', question, dealt === 'yes'))) throw new NotFoundException();
    response.redirect(303, flagHref(patientId, id));
  }
}
