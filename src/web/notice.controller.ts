import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { Response } from 'express';
import { LETTER_KINDS } from '../domain/paper-notice.js';
import { Clock } from '../lib/clock.js';
import { PaperNoticeService } from '../services/paper-notice.service.js';
import { PatientReader } from '../store/pages/patient.reader.js';
import { PaperNoticeStore } from '../store/paper-notice.store.js';
import { refusal } from '../words/refusal.js';
import { Access } from './access.guard.js';
import { LetterForm, letterIn } from './notice-form.js';
import { Pages } from './pages.js';
import { readerOf } from './reader-of.js';
import { exposureHref, noticesAction, patientHref } from './record-links.js';
import { RowId, validated } from './validated.js';
import { mayAct, visitorOf, whoOf } from './visitor.js';
import type { VisitRequest } from './visit.js';

/** A letter about a breach that came by post, typed in. */
@Controller('patients/:patientId/notices')
export class NoticeController {
  constructor(
    private readonly pages: Pages,
    private readonly patients: PatientReader,
    private readonly notices: PaperNoticeStore,
    private readonly service: PaperNoticeService,
    private readonly clock: Clock,
  ) {}

  @Get('new')
  @Access('view')
  async show(
    @RowId('patientId') patientId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { now, zone } = readerOf(request, this.clock.now());
    const who = whoOf(request, await this.patients.name(patientId));
    this.pages.send(response, 'notice', {
      ...(await this.pages.shell(request)),
      who,
      patientHref: patientHref(patientId),
      action: mayAct(who) ? noticesAction(patientId) : null,
      places: mayAct(who) ? await this.notices.placesOf(patientId, visitorOf(request).id) : [],
      kinds: [...LETTER_KINDS],
      today: DateTime.fromJSDate(now, { zone }).toFormat('yyyy-MM-dd'),
    });
  }

  @Post()
  @Access('act')
  async add(
    @RowId('patientId') patientId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const form = validated(LetterForm, body);
    const letter = letterIn(
      form,
      await this.notices.placesOf(patientId, visitorOf(request).id),
      readerOf(request, this.clock.now()),
    );
    const id = await this.service.add({ ...letter, patientId, accountId: visitorOf(request).id });
    if (id === null) throw refusal('form.manyLetters');
    response.redirect(303, exposureHref(patientId, id));
  }
}
