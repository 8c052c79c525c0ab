import { Body, Controller, Get, NotFoundException, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { isUnderWay, requestState } from '../../domain/cases/requests.js';
import { CaseService } from '../../services/case.service.js';
import { Access } from '../access.guard.js';
import { Pages } from '../pages.js';
import { caseHref, requestHref } from '../record-links.js';
import { RowId, validated } from '../validated.js';
import type { VisitRequest } from '../visit.js';
import { mayAct } from '../visitor.js';
import { speakerOf } from './case.controller.js';
import { LetterWordForm, pastDay } from './case-forms.js';
import { CasePages } from './case-pages.js';
import { say } from './case-reader.js';
import { requestLines, requestMessage } from './case-requests.js';

/** One letter of a case. */
@Controller('patients/:patientId/cases/:caseId/requests/:requestId')
export class CaseRequestController {
  constructor(
    private readonly pages: Pages,
    private readonly casePages: CasePages,
    private readonly service: CaseService,
  ) {}

  @Get()
  @Access('view')
  async show(
    @RowId('patientId') patientId: string,
    @RowId('caseId') caseId: string,
    @RowId('requestId') requestId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { row, reader } = await this.casePages.find(caseId, patientId, request);
    const letter = row.requests.find(({ id }) => id === requestId);
    if (letter === undefined) throw new NotFoundException();
    const state = requestState(letter);
    const acts = mayAct(reader.who);
    this.pages.send(response, 'case-request', {
      ...(await this.casePages.shell(request, patientId, reader)),
      caseHref: caseHref(patientId, caseId),
      heading: say(reader, `request.${letter.kind}`),
      lines: requestLines(letter, row, reader),
      message: requestMessage(row, letter, reader),
      underWay: isUnderWay(state),
      answered: state.answeredOn !== null,
      extended: state.extended,
      today: reader.today,
      sentOn: letter.sentOn,
      action: acts && !state.mistaken ? requestHref(patientId, caseId, requestId) : null,
      askPerson: acts ? null : say(reader, 'ask-person'),
    });
  }

  /** What became of it. */
  @Post()
  @Access('act')
  async tell(
    @RowId('patientId') patientId: string,
    @RowId('caseId') caseId: string,
    @RowId('requestId') requestId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { row, reader } = await this.casePages.find(caseId, patientId, request);
    const letter = row.requests.find(({ id }) => id === requestId);
    if (letter === undefined) throw new NotFoundException();
    const { what, on } = validated(LetterWordForm, body);
    const onDay = pastDay(on || reader.today, reader.today, letter.sentOn);
    await this.service.requestWord(speakerOf(request, patientId, caseId), requestId, { what, onDay });
    response.redirect(303, requestHref(patientId, caseId, requestId));
  }
}
