import { Body, Controller, Get, NotFoundException, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { casePdf } from '../../letters/case-pdf.js';
import { CaseService, type Speaker } from '../../services/case.service.js';
import { Access } from '../access.guard.js';
import { goOn } from '../go-on.js';
import { Pages } from '../pages.js';
import { caseHref } from '../record-links.js';
import { keepInert } from '../security-headers.js';
import { RowId, validated } from '../validated.js';
import type { VisitRequest } from '../visit.js';
import { visitorOf } from '../visitor.js';
import {
  HotlineForm,
  LetterForm,
  maybeDay,
  NoteForm,
  OfferForm,
  OutcomeForm,
  pastDay,
  putOffUntil,
  StepForm,
} from './case-forms.js';
import { CaseHandovers } from '../offices/case-handovers.js';
import { caseBlocks } from './case-blocks.js';
import { caseKeys } from './case-plan.js';
import { CasePages } from './case-pages.js';
import { say } from './case-reader.js';
import { caseFacts, causeOf } from './case-view.js';

/** One case: what is asked, what was done, what is waited for, and how it ended. */
@Controller('patients/:patientId/cases/:caseId')
export class CaseController {
  constructor(
    private readonly pages: Pages,
    private readonly casePages: CasePages,
    private readonly service: CaseService,
    private readonly handovers: CaseHandovers,
  ) {}

  @Get()
  @Access('view')
  async show(
    @RowId('patientId') patientId: string,
    @RowId('caseId') caseId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { row, reader } = await this.casePages.find(caseId, patientId, request);
    const shell = await this.casePages.shell(request, patientId, reader);
    const sent = await this.handovers.sent(row, request);
    const facts = caseFacts(row, sent, reader);
    const handover = await this.handovers.ofCase(row, sent, facts.closed === null, request);
    this.pages.send(response, 'case', { ...shell, ...facts, handover });
  }

  /** The whole case on paper, for those who may act: notes and what came back stand in it. */
  @Get('pdf')
  @Access('act')
  async writeOut(
    @RowId('patientId') patientId: string,
    @RowId('caseId') caseId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { row, reader } = await this.casePages.find(caseId, patientId, request);
    const sent = await this.handovers.sent(row, request);
    const bytes = await casePdf({
      title: say(reader, 'pdf.title'),
      locale: reader.words.locale,
      day: reader.today,
      blocks: caseBlocks(row, sent, reader),
      foot: (page, pages) => say(reader, 'pdf.page', { page, pages }),
    });
    keepInert(response);
    response.setHeader('content-disposition', 'attachment; filename="case.pdf"');
    response.type('application/pdf').send(bytes);
  }

  /** A step is done, skipped, put off, or open again. */
  @Post('steps')
  @Access('act')
  async step(
    @RowId('patientId') patientId: string,
    @RowId('caseId') caseId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { row, reader } = await this.casePages.find(caseId, patientId, request);
    const form = validated(StepForm, body);
    if (!caseKeys(row).some((key) => key === form.step)) throw new NotFoundException();
    const said = { step: form.step, state: form.state, until: putOffUntil(form, reader.today) };
    await this.told(
      this.service.step(speakerOf(request, patientId, caseId), said),
      response,
      patientId,
      caseId,
    );
  }

  /** A letter was sent. */
  @Post('requests')
  @Access('act')
  async sent(
    @RowId('patientId') patientId: string,
    @RowId('caseId') caseId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { row, reader } = await this.casePages.find(caseId, patientId, request);
    const { kind, recipient, sentOn } = validated(LetterForm, body);
    const sent = { kind, recipient, sentOn: pastDay(sentOn, reader.today), address: row };
    await this.told(
      this.service.sent(speakerOf(request, patientId, caseId), sent),
      response,
      patientId,
      caseId,
    );
  }

  @Post('notes')
  @Access('act')
  async note(
    @RowId('patientId') patientId: string,
    @RowId('caseId') caseId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { note } = validated(NoteForm, body);
    await this.told(
      this.service.note(speakerOf(request, patientId, caseId), note),
      response,
      patientId,
      caseId,
    );
  }

  /** What the help line of a breach letter said. */
  @Post('answers')
  @Access('act')
  async answered(
    @RowId('patientId') patientId: string,
    @RowId('caseId') caseId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { question, answer } = validated(HotlineForm, body);
    const speaker = speakerOf(request, patientId, caseId);
    await this.told(this.service.hotline(speaker, question, answer), response, patientId, caseId);
  }

  /** The code and the last day of the help that a breach letter offers. */
  @Post('offer')
  @Access('act')
  async offered(
    @RowId('patientId') patientId: string,
    @RowId('caseId') caseId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { code, enrolBy } = validated(OfferForm, body);
    const speaker = speakerOf(request, patientId, caseId);
    await this.told(
      this.service.offer(speaker, code || null, maybeDay(enrolBy)),
      response,
      patientId,
      caseId,
    );
  }

  /** How it ended, or that it is taken up again. */
  @Post('outcome')
  @Access('act')
  async end(
    @RowId('patientId') patientId: string,
    @RowId('caseId') caseId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { row } = await this.casePages.find(caseId, patientId, request);
    const { outcome } = validated(OutcomeForm, body);
    const speaker = speakerOf(request, patientId, caseId);
    await this.told(this.service.end(speaker, causeOf(row), outcome), response, patientId, caseId);
  }

  /** @throws NotFoundException where the patient has no such case, or the case nothing of the kind */
  private async told(
    saying: Promise<boolean>,
    response: Response,
    patientId: string,
    caseId: string,
  ): Promise<void> {
    await goOn(saying, response, caseHref(patientId, caseId));
  }
}

/** Who speaks of which case. */
export function speakerOf(request: VisitRequest, patientId: string, caseId: string): Speaker {
  return { caseId, patientId, accountId: visitorOf(request).id };
}
