import { Controller, Get, NotFoundException, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Config } from '../../config/config.js';
import { type FhirOut, imagingStudy, onServer } from '../../domain/fhir-out/imaging-study.js';
import { communication, detectedIssue, task } from '../../domain/fhir-out/watch.js';
import { type Asked, ToldReader } from '../../store/pages/told.reader.js';
import { Access, PatientIn, ProgramAccess } from '../access.guard.js';
import { RowId } from '../validated.js';
import { tellsOf, visitorOf } from '../visitor.js';
import type { VisitRequest } from '../visit.js';
import { capabilities, searchset } from './fhir-answers.js';

const IN_QUERY = PatientIn({ query: 'patient' });
const CAPABILITIES_DATE = '2026-11-22';

/** Flags, cases, messages and scans for software that speaks FHIR R4. */
@Controller('api/fhir')
export class FhirController {
  private readonly base: string;

  constructor(
    private readonly told: ToldReader,
    config: Config,
  ) {
    this.base = `${config.publicUrl}/api/fhir`;
  }

  @Get('metadata')
  @Access('public')
  metadata(@Res() response: Response): void {
    send(response, capabilities(this.base, CAPABILITIES_DATE));
  }

  @Get('DetectedIssue')
  @IN_QUERY
  @ProgramAccess('view', 'read')
  async issues(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    this.found(request, response, 'DetectedIssue', await this.issuesOf(asked(request, null)));
  }

  @Get('DetectedIssue/:flagId')
  @PatientIn({ rowOf: 'flag', param: 'flagId' })
  @ProgramAccess('view', 'read')
  async issue(
    @RowId('flagId') id: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    sendOne(response, await this.issuesOf(asked(request, id)));
  }

  @Get('Task')
  @IN_QUERY
  @ProgramAccess('view', 'read')
  async tasks(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    this.found(request, response, 'Task', await this.tasksOf(asked(request, null)));
  }

  @Get('Task/:caseId')
  @PatientIn({ rowOf: 'patient_case', param: 'caseId' })
  @ProgramAccess('view', 'read')
  async task(
    @RowId('caseId') id: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    sendOne(response, await this.tasksOf(asked(request, id)));
  }

  @Get('ImagingStudy')
  @IN_QUERY
  @ProgramAccess('view', 'read')
  async studies(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    this.found(request, response, 'ImagingStudy', await this.studiesOf(asked(request, null)));
  }

  @Get('ImagingStudy/:studyId')
  @PatientIn({ rowOf: 'study', param: 'studyId' })
  @ProgramAccess('view', 'read')
  async study(
    @RowId('studyId') id: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    sendOne(response, await this.studiesOf(asked(request, id)));
  }

  @Get('Communication')
  @IN_QUERY
  @ProgramAccess('view', 'read')
  async messages(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    const { patientId, readerId } = asked(request, null);
    const rows = await this.told.messages(patientId, readerId);
    const found = rows.map((row) => communication(row, patientId, onServer));
    this.found(request, response, 'Communication', found);
  }

  /** One of the reader's own messages, as the inbox has it. */
  @Get('Communication/:id')
  @ProgramAccess('signed-in', 'read')
  async message(
    @RowId('id') id: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const row = await this.told.message(id, visitorOf(request).id);
    tellsOf(request, [row?.patient_id ?? null]);
    sendOne(response, row === null ? [] : [communication(row, row.patient_id, onServer)]);
  }

  private async issuesOf(of: Asked): Promise<FhirOut[]> {
    const flags = await this.told.flags(of);
    return flags.flatMap((flag) => detectedIssue(flag, of.patientId, onServer) ?? []);
  }

  private async tasksOf(of: Asked): Promise<FhirOut[]> {
    const cases = await this.told.cases(of);
    return cases.map((one) => task(one, of.patientId, onServer));
  }

  private async studiesOf(of: Asked): Promise<FhirOut[]> {
    const studies = await this.told.studies(of);
    return studies.map(({ id, facts }) => imagingStudy(id, facts, of.patientId, onServer));
  }

  private found(request: VisitRequest, response: Response, type: string, found: FhirOut[]): void {
    send(response, searchset(this.base, type, asked(request, null).patientId, found));
  }
}

function asked(request: VisitRequest, id: string | null): Asked {
  const { patientId } = request.visit;
  if (patientId === null) throw new Error('this route needs an access rule that asks for a grant');
  return { patientId, readerId: visitorOf(request).id, id };
}

function sendOne(response: Response, [resource]: FhirOut[]): void {
  if (resource === undefined) throw new NotFoundException();
  send(response, resource);
}

function send(response: Response, resource: object): void {
  response.type('application/fhir+json').send(JSON.stringify(resource));
}
