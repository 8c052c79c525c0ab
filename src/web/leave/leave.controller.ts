import {
  Body,
  Controller,
  ForbiddenException,
  Get,
  HttpCode,
  HttpStatus,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import { IsIn } from 'class-validator';
import type { Response } from 'express';
import type { Grant } from '../../domain/access.js';
import { recordBundle } from '../../domain/fhir-out/record-bundle.js';
import { casePdf } from '../../letters/case-pdf.js';
import { Clock } from '../../lib/clock.js';
import { ErasureService } from '../../services/erasure.service.js';
import { ExportReader } from '../../store/pages/export.reader.js';
import { PatientReader } from '../../store/pages/patient.reader.js';
import { wordsIn } from '../../words/words.js';
import { Access } from '../access.guard.js';
import { dayOf } from '../cases/case-reader.js';
import { Pages } from '../pages.js';
import { localeFor, readerOf } from '../reader-of.js';
import { leaveHref, patientHref } from '../record-links.js';
import { keepInert } from '../security-headers.js';
import { RowId, validated } from '../validated.js';
import { visitorOf, whoOf } from '../visitor.js';
import type { VisitRequest } from '../visit.js';
import { recordBlocks } from './record-blocks.js';

class DeleteForm {
  @IsIn(['yes'], { message: 'leave.confirm' }) sure!: 'yes';
}

/** Taking the record along, and deleting it. */
@Controller('patients/:patientId/leave')
export class LeaveController {
  constructor(
    private readonly pages: Pages,
    private readonly patients: PatientReader,
    private readonly exports: ExportReader,
    private readonly erasure: ErasureService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('act')
  async show(
    @RowId('patientId') patientId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const who = whoOf(request, await this.patients.name(patientId));
    const href = leaveHref(patientId);
    this.pages.send(response, 'leave', {
      ...(await this.pages.shell(request)),
      who,
      patientHref: patientHref(patientId),
      jsonHref: `${href}/record.json`,
      fhirHref: `${href}/fhir.json`,
      pdfHref: `${href}/record.pdf`,
      deleteAction: (await this.erasure.mayDelete(patientId, grantOf(request))) ? `${href}/delete` : null,
    });
  }

  /** Everything that is kept, as it is kept. */
  @Get('record.json')
  @Access('act')
  async json(
    @RowId('patientId') patientId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const record = await this.exports.record(patientId, visitorOf(request).id);
    handOut(response, 'record.json', 'application/json', JSON.stringify(record, null, 2));
  }

  /** The scans and what was asked of them, for software that speaks FHIR R4. */
  @Get('fhir.json')
  @Access('act')
  async fhir(
    @RowId('patientId') patientId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const record = await this.exports.record(patientId, visitorOf(request).id);
    const bundle = recordBundle(record, this.clock.now().toISOString());
    handOut(response, 'record.fhir.json', 'application/fhir+json', JSON.stringify(bundle, null, 2));
  }

  /** To read and to print. */
  @Get('record.pdf')
  @Access('act')
  async pdf(
    @RowId('patientId') patientId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const record = await this.exports.record(patientId, visitorOf(request).id);
    const words = wordsIn(localeFor(request));
    const reader = readerOf(request, this.clock.now());
    const pdf = await casePdf({
      title: words.say('leave.pdf.title'),
      locale: words.locale,
      day: dayOf(reader.now.toISOString(), reader.zone),
      blocks: recordBlocks(record, words, reader),
      foot: (page, pages) => words.say('leave.pdf.page', { page, pages }),
    });
    handOut(response, 'record.pdf', 'application/pdf', pdf);
  }

  @Post('delete')
  @HttpCode(HttpStatus.OK)
  @Access('act')
  async delete(
    @RowId('patientId') patientId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    validated(DeleteForm, body);
    const grant = grantOf(request);
    if (!(await this.erasure.mayDelete(patientId, grant))) throw new ForbiddenException();
    const { studies, places, takenBack, left } = await this.erasure.delete(patientId, grant.role);
    this.pages.send(response, 'left', {
      ...(await this.pages.shell(request)),
      studies,
      places,
      takenBack,
      left,
    });
  }
}

/** On a route whose rule lets nobody else in. */
function grantOf({ visit }: VisitRequest): Grant {
  if (visit.grant === null) throw new Error('this route needs an access rule that asks for a grant');
  return visit.grant;
}

function handOut(response: Response, name: string, type: string, bytes: string | Buffer): void {
  keepInert(response);
  response.setHeader('content-disposition', `attachment; filename="${name}"`);
  response.type(type).send(bytes);
}
