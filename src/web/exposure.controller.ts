import { Body, Controller, Get, NotFoundException, Post, Req, Res } from '@nestjs/common';
import { IsIn } from 'class-validator';
import type { Response } from 'express';
import { hearsOfBreach } from '../domain/notification.js';
import { Clock } from '../lib/clock.js';
import { AnswerService } from '../services/answer.service.js';
import { ExposureReader } from '../store/pages/exposure.reader.js';
import { Access } from './access.guard.js';
import { DealtWord } from './answer-forms.js';
import { answerView, wordView } from './answer-view.js';
import { exposureFacts } from './exposure-view.js';
import { HideOffer } from './people/hide-offer.js';
import { Pages } from './pages.js';
import { localeFor, readerOf } from './reader-of.js';
import { casesHref, exposureHref, lettersHref, patientHref } from './record-links.js';
import { RowId, validated } from './validated.js';
import { mayAct, visitorOf, whoOf } from './visitor.js';
import type { VisitRequest } from './visit.js';

const PLACE_ANSWERS = ['know', 'not-mine'] as const;

class PlaceAnswer {
  @IsIn(PLACE_ANSWERS, { message: 'form.answers' })
  answer!: (typeof PLACE_ANSWERS)[number];
}

/** A breach at a place that holds a patient's scans. */
@Controller('patients/:patientId/exposures/:exposureId')
export class ExposureController {
  constructor(
    private readonly pages: Pages,
    private readonly exposures: ExposureReader,
    private readonly answers: AnswerService,
    private readonly hideOffer: HideOffer,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('view')
  async show(
    @RowId('patientId') patientId: string,
    @RowId('exposureId') exposureId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { id: readerId } = visitorOf(request);
    const row = await this.exposures.find(exposureId, patientId, readerId);
    if (row === null) throw new NotFoundException();
    const reader = readerOf(request, this.clock.now());
    const who = whoOf(request, row.name);
    if (!hearsOfBreach(who.role, row.situation, row.answer?.answer ?? null)) throw new NotFoundException();
    const held = await this.exposures.studiesHeld(exposureId, patientId, readerId);
    const asks = row.situation === 'S13' && mayAct(who);
    const facts = exposureFacts(row, held, { who, locale: localeFor(request), reader });
    const toDealWith = (facts.open || row.dealt !== null) && mayAct(who);
    this.pages.send(response, 'exposure', {
      ...(await this.pages.shell(request)),
      who,
      patientHref: patientHref(patientId),
      hide: await this.hideOffer.of(who, patientId, 'exposure', exposureId),
      lettersHref: row.organizationId && lettersHref(patientId, row.organizationId),
      trackAction: facts.open && mayAct(who) ? casesHref(patientId) : null,
      exposureId,
      ...facts,
      answerAction: asks ? `${exposureHref(patientId, exposureId)}/answer` : null,
      answer: answerView(row.answer, readerId, reader),
      dealtAction: toDealWith ? `${exposureHref(patientId, exposureId)}/dealt` : null,
      dealt: wordView(row.dealt, readerId, reader),
    });
  }

  /** Whether a possible match is the same place. */
  @Post('answer')
  @Access('act')
  async answer(
    @RowId('patientId') patientId: string,
    @RowId('exposureId') id: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { answer } = validated(PlaceAnswer, body);
    const question = { id, patientId, accountId: visitorOf(request).id };
    if (!(await this.answers.answerExposure(question, answer))) throw new NotFoundException();
    response.redirect(303, exposureHref(patientId, id));
  }

  /** "I have done what I want to do", and its taking back. */
  @Post('dealt')
  @Access('act')
  async deal(
    @RowId('patientId') patientId: string,
    @RowId('exposureId') id: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { dealt } = validated(DealtWord, body);
    const question = { id, patientId, accountId: visitorOf(request).id };
    if (!(await this.answers.deal('exposure', question, dealt === 'yes'))) throw new NotFoundException();
    response.redirect(303, exposureHref(patientId, id));
  }
}
