import {
  Controller,
  Get,
  NotFoundException,
  Post,
  Req,
  Res,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import type { Response } from 'express';
import type { ReplyType } from '../../domain/cases/reply.js';
import { CaseService } from '../../services/case.service.js';
import { ReplyStore } from '../../store/cases/reply.store.js';
import { refusal } from '../../words/refusal.js';
import { Access, WithoutForm } from '../access.guard.js';
import { oldForm } from '../refused.error.js';
import { caseHref } from '../record-links.js';
import { keepInert } from '../security-headers.js';
import { type IncomingFile, ONE_REPLY, ReplyGate } from '../upload-gate.js';
import { RowId } from '../validated.js';
import { isOwnForm, type VisitRequest } from '../visit.js';
import { speakerOf } from './case.controller.js';

const ENDING: Record<ReplyType, string> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

/** Letters and photos that came back. */
@Controller('patients/:patientId/cases/:caseId/replies')
export class ReplyController {
  constructor(
    private readonly replies: ReplyStore,
    private readonly service: CaseService,
  ) {}

  /** Takes one file; whether the form is ours is asked before the file is read (ONE_REPLY), or here without one. */
  @Post()
  @Access('act')
  @WithoutForm()
  @UseInterceptors(ReplyGate, FileInterceptor('file', ONE_REPLY))
  async add(
    @RowId('patientId') patientId: string,
    @RowId('caseId') caseId: string,
    @UploadedFile() file: IncomingFile | undefined,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    if (!isOwnForm(request)) throw oldForm();
    if (!file) throw refusal('files.choose');
    if (!(await this.service.reply(speakerOf(request, patientId, caseId), file.bytes)))
      throw new NotFoundException();
    response.redirect(303, caseHref(patientId, caseId));
  }

  /** For those who may act alone, and never shown within our pages: what is in it is somebody else's. */
  @Get(':replyId')
  @Access('act')
  async save(
    @RowId('patientId') patientId: string,
    @RowId('caseId') caseId: string,
    @RowId('replyId') replyId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const reply = await this.replies.find(replyId, speakerOf(request, patientId, caseId));
    if (reply === null) throw new NotFoundException();
    keepInert(response);
    response.setHeader('content-disposition', `attachment; filename="answer.${ENDING[reply.type]}"`);
    response.type(reply.type).send(reply.bytes);
  }
}
