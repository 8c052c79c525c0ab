import { Controller, Get, NotFoundException, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { hearsOfBreach } from '../domain/notification.js';
import { Clock } from '../lib/clock.js';
import { AnswerService } from '../services/answer.service.js';
import { NeedReader } from '../store/pages/need.reader.js';
import { PatientReader } from '../store/pages/patient.reader.js';
import { Access } from './access.guard.js';
import { Pages } from './pages.js';
import { peopleHref } from './people/people-links.js';
import { patientFacts } from './patient-view.js';
import { readerOf } from './reader-of.js';
import {
  accessLogHref,
  casesHref,
  countingHref,
  filesHref,
  leaveHref,
  linkHref,
  newNoticeHref,
  overTimeHref,
  patientHref,
} from './record-links.js';
import { RowId } from './validated.js';
import { mayAct, visitorOf, whoOf } from './visitor.js';
import type { VisitRequest } from './visit.js';

/** One patient's record over time. */
@Controller('patients/:patientId')
export class PatientController {
  constructor(
    private readonly pages: Pages,
    private readonly patients: PatientReader,
    private readonly needs: NeedReader,
    private readonly answers: AnswerService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('view')
  async show(
    @RowId('patientId') patientId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { id: readerId } = visitorOf(request);
    const reader = readerOf(request, this.clock.now());
    const record = await this.patients.record(patientId, readerId);
    const who = whoOf(request, record.name);
    const exposures = record.exposures.filter(({ situation, answer }) =>
      hearsOfBreach(who.role, situation, answer?.answer ?? null),
    );
    const needs = await this.needs.needsOf(readerId, patientId, reader.now);
    const studies = await this.patients.studies(patientId, readerId);
    this.pages.send(response, 'patient', {
      ...(await this.pages.shell(request)),
      who,
      linkHref: mayAct(who) ? linkHref(patientId) : null,
      filesHref: mayAct(who) ? filesHref(patientId) : null,
      casesHref: casesHref(patientId),
      overTimeHref: overTimeHref(patientId),
      leaveHref: mayAct(who) ? leaveHref(patientId) : null,
      accessLogHref: accessLogHref(patientId),
      countingHref: countingHref(patientId),
      peopleHref: peopleHref(patientId),
      noticeHref: mayAct(who) ? newNoticeHref(patientId) : null,
      ...patientFacts(
        { patientId, readerId, reader, mayAct: mayAct(who) },
        { ...record, exposures },
        needs,
        studies,
        who,
      ),
    });
  }

  /** "I have looked through the list." */
  @Post('reviews/:connectionId')
  @Access('act')
  async review(
    @RowId('patientId') patientId: string,
    @RowId('connectionId') id: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const done = await this.answers.review({ id, patientId, accountId: visitorOf(request).id });
    if (!done) throw new NotFoundException();
    response.redirect(303, patientHref(patientId));
  }
}
