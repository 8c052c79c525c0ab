import { Body, Controller, Get, HttpCode, HttpStatus, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Clock } from '../../lib/clock.js';
import { OverTimeReader } from '../../store/pages/over-time.reader.js';
import { PatientReader } from '../../store/pages/patient.reader.js';
import { Access } from '../access.guard.js';
import { Pages } from '../pages.js';
import { readerOf } from '../reader-of.js';
import { overTimeHref, patientHref } from '../record-links.js';
import { RowId, validated } from '../validated.js';
import { visitorOf, whoOf } from '../visitor.js';
import type { VisitRequest } from '../visit.js';
import { FindForm } from './find-form.js';
import { overTimeView } from './over-time-view.js';

/** All scans of a record, drawn over the years and to be looked through. */
@Controller('patients/:patientId/over-time')
export class OverTimeController {
  constructor(
    private readonly pages: Pages,
    private readonly patients: PatientReader,
    private readonly overTime: OverTimeReader,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('view')
  show(
    @RowId('patientId') patientId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    return this.send(patientId, {}, request, response);
  }

  /** Looks, and changes nothing. */
  @Post()
  @HttpCode(HttpStatus.OK)
  @Access('view')
  find(
    @RowId('patientId') patientId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    return this.send(patientId, validated(FindForm, body), request, response);
  }

  private async send(
    patientId: string,
    form: FindForm,
    request: VisitRequest,
    response: Response,
  ): Promise<void> {
    const reader = readerOf(request, this.clock.now());
    const name = await this.patients.name(patientId);
    const studies = await this.patients.studies(patientId, visitorOf(request).id);
    const places = await this.overTime.places(patientId, visitorOf(request).id, reader.now);
    this.pages.send(response, 'over-time', {
      ...(await this.pages.shell(request)),
      who: whoOf(request, name),
      patientHref: patientHref(patientId),
      action: overTimeHref(patientId),
      ...overTimeView(patientId, studies, places, form, reader),
    });
  }
}
