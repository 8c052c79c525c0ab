import { Body, Controller, Get, HttpCode, HttpStatus, NotFoundException, Post, Req } from '@nestjs/common';
import { hearsOfBreach, levelForRole } from '../../domain/notification.js';
import { Clock } from '../../lib/clock.js';
import { AnswerService } from '../../services/answer.service.js';
import { CaseReader } from '../../store/cases/case.reader.js';
import { NeedReader } from '../../store/pages/need.reader.js';
import { PatientReader } from '../../store/pages/patient.reader.js';
import { ToldReader } from '../../store/pages/told.reader.js';
import { ProgramAccess } from '../access.guard.js';
import { FlagAnswer } from '../answer-forms.js';
import { RowId, validated } from '../validated.js';
import { visitorOf, whoOf } from '../visitor.js';
import type { VisitRequest } from '../visit.js';
import { loudestFirst } from './api.controller.js';
import { caseView, exposureView, flagView, needView, placeView, studyView } from './views.js';

/** What a program is told of one patient: what its person's own pages show, by the same grants. */
@Controller('api/patients/:patientId')
export class ApiPatientController {
  constructor(
    private readonly patients: PatientReader,
    private readonly told: ToldReader,
    private readonly caseReader: CaseReader,
    private readonly needReader: NeedReader,
    private readonly answers: AnswerService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ProgramAccess('view', 'read')
  async show(@RowId('patientId') id: string, @Req() request: VisitRequest): Promise<object> {
    const { name, places } = await this.patients.record(id, visitorOf(request).id);
    return { id, name, role: whoOf(request, name).role, places: places.map(placeView) };
  }

  @Get('studies')
  @ProgramAccess('view', 'read')
  async studies(@RowId('patientId') patientId: string, @Req() request: VisitRequest): Promise<object> {
    const studies = await this.patients.studies(patientId, visitorOf(request).id);
    return { studies: studies.map(studyView) };
  }

  /** What may be spoken of: a flag that still settles is not among them. */
  @Get('flags')
  @ProgramAccess('view', 'read')
  async flags(@RowId('patientId') patientId: string, @Req() request: VisitRequest): Promise<object> {
    const flags = await this.told.flags({ patientId, readerId: visitorOf(request).id, id: null });
    return { flags: flags.map(flagView) };
  }

  @Get('exposures')
  @ProgramAccess('view', 'read')
  async exposures(@RowId('patientId') patientId: string, @Req() request: VisitRequest): Promise<object> {
    const { name, exposures } = await this.patients.record(patientId, visitorOf(request).id);
    const { role } = whoOf(request, name);
    const heard = exposures.filter(({ situation, answer }) =>
      hearsOfBreach(role, situation, answer?.answer ?? null),
    );
    return {
      exposures: heard.map((line) => exposureView({ ...line, level: levelForRole(role, line.level) })),
    };
  }

  @Get('cases')
  @ProgramAccess('view', 'read')
  async cases(@RowId('patientId') patientId: string, @Req() request: VisitRequest): Promise<object> {
    const cases = await this.caseReader.ofPatient(patientId, visitorOf(request).id);
    return { cases: cases.map(caseView) };
  }

  @Get('needs')
  @ProgramAccess('view', 'read')
  async needs(@RowId('patientId') patientId: string, @Req() request: VisitRequest): Promise<object> {
    const needs = await this.needReader.needsOf(visitorOf(request).id, patientId, this.clock.now());
    return { needs: loudestFirst(needs).map(needView) };
  }

  /** Any answer can be changed: each is kept, the newest counts. */
  @Post('flags/:flagId/answer')
  @HttpCode(HttpStatus.OK)
  @ProgramAccess('act', 'answer')
  async answer(
    @RowId('patientId') patientId: string,
    @RowId('flagId') id: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
  ): Promise<object> {
    const { answer } = validated(FlagAnswer, body);
    const { id: accountId } = visitorOf(request);
    if (!(await this.answers.answerFlag({ id, patientId, accountId }, answer))) throw new NotFoundException();
    const [flag] = await this.told.flags({ patientId, readerId: accountId, id });
    if (flag === undefined) throw new NotFoundException();
    return flagView(flag);
  }
}
