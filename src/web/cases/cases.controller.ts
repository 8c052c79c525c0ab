import { Body, Controller, Get, NotFoundException, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { TrackedBreach } from '../../domain/cases/plan.js';
import { Clock } from '../../lib/clock.js';
import { CaseService } from '../../services/case.service.js';
import { CaseReader } from '../../store/cases/case.reader.js';
import { ExposureReader, type ExposureRow } from '../../store/pages/exposure.reader.js';
import { refusal } from '../../words/refusal.js';
import { Access } from '../access.guard.js';
import { Pages } from '../pages.js';
import { caseHref, casesHref } from '../record-links.js';
import { RowId, validated } from '../validated.js';
import type { VisitRequest } from '../visit.js';
import { visitorOf } from '../visitor.js';
import { TrackForm } from './case-forms.js';
import { CasePages } from './case-pages.js';
import { trackedBreach } from './case-plan.js';
import { caseReader } from './case-reader.js';
import { caseLine } from './case-view.js';

/** The cases of a patient. */
@Controller('patients/:patientId/cases')
export class CasesController {
  constructor(
    private readonly pages: Pages,
    private readonly casePages: CasePages,
    private readonly cases: CaseReader,
    private readonly exposures: ExposureReader,
    private readonly service: CaseService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('view')
  async list(
    @RowId('patientId') patientId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const name = await this.cases.nameOf(patientId);
    const reader = caseReader(request, name, this.clock.now());
    const rows = await this.cases.ofPatient(patientId, visitorOf(request).id);
    this.pages.send(response, 'cases', {
      ...(await this.casePages.shell(request, patientId, reader)),
      cases: rows.map((row) => caseLine(row, reader)),
    });
  }

  /** Leads to the case of a flag, a scan or a breach, and to all cases where it has none. */
  @Get('for/:causeId')
  @Access('view')
  async ofCause(
    @RowId('patientId') patientId: string,
    @RowId('causeId') causeId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const id = await this.cases.ofCause(causeId, patientId, visitorOf(request).id);
    response.redirect(303, id === null ? casesHref(patientId) : caseHref(patientId, id));
  }

  /** "Keep track of this", of a breach: leads to its case, which is opened where there is none. */
  @Post()
  @Access('act')
  async track(
    @RowId('patientId') patientId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { exposure: id } = validated(TrackForm, body);
    const accountId = visitorOf(request).id;
    const row = await this.exposures.find(id, patientId, accountId);
    if (row === null) throw new NotFoundException();
    const caseId = await this.service.track({ id, patientId, accountId }, trackable(row));
    response.redirect(303, caseHref(patientId, caseId));
  }
}

/** @throws InputError for a breach that is not known to concern the patient, or was taken back */
function trackable(row: ExposureRow): TrackedBreach {
  const toldOn = row.createdAt.toISOString().slice(0, 10);
  const tracked = trackedBreach({ ...row, answer: row.answer?.answer ?? null, toldOn });
  if (tracked === null) throw refusal('form.samePlace');
  return tracked;
}
