import { Body, Controller, Get, NotFoundException, Post, Req, Res } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { Response } from 'express';
import { HANDOVER_ANSWERS, type HandoverAnswer, LONGEST_ANSWER } from '../../domain/handover.js';
import { Clock } from '../../lib/clock.js';
import { AccessEventStore } from '../../store/access-event.store.js';
import { type OfficeCase, OfficeCaseStore } from '../../store/offices/office-case.store.js';
import { storableText } from '../../store/storable.js';
import { Access } from '../access.guard.js';
import { goOn } from '../go-on.js';
import { Pages } from '../pages.js';
import { readerOf } from '../reader-of.js';
import { keepInert } from '../security-headers.js';
import { RowId, validated } from '../validated.js';
import { visitorOf } from '../visitor.js';
import type { VisitRequest } from '../visit.js';
import { momentWords } from '../words/times.js';
import { answerViews, contentsView } from './handover-view.js';
import { officeCaseHref, officeCasesHref, officeHref } from './office-links.js';

class AnswerForm {
  @IsIn(HANDOVER_ANSWERS, { message: 'form.answers' })
  answer!: HandoverAnswer;

  @IsOptional()
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? storableText(value).trim() : value,
  )
  @IsString({ message: 'office.refused.words' })
  @MaxLength(LONGEST_ANSWER, { message: 'office.refused.words' })
  words?: string;
}

/**
 * Cases that patients sent to an office, for its officers. The list names nobody; who it is stands on the case, and each
 * look at that is written down for the patient to read.
 */
@Controller('offices/:providerId/cases')
export class OfficeCasesController {
  constructor(
    private readonly pages: Pages,
    private readonly cases: OfficeCaseStore,
    private readonly events: AccessEventStore,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('officer')
  async list(
    @RowId('providerId') providerId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const reader = readerOf(request, this.clock.now());
    const cases = await this.cases.list(providerId);
    this.pages.send(response, 'office-cases', {
      ...(await this.pages.shell(request)),
      officeHref: officeHref(providerId),
      cases: cases.map(({ id, about, sentAt, answered }) => ({
        href: officeCaseHref(providerId, id),
        about,
        at: momentWords(sentAt, reader),
        answered,
      })),
    });
  }

  @Get(':handoverId')
  @Access('officer')
  async show(
    @RowId('providerId') providerId: string,
    @RowId('handoverId') handoverId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const found = await this.looked(providerId, handoverId, request);
    const reader = readerOf(request, this.clock.now());
    const href = officeCaseHref(providerId, handoverId);
    this.pages.send(response, 'office-case', {
      ...(await this.pages.shell(request)),
      casesHref: officeCasesHref(providerId),
      sentAt: momentWords(found.sentAt, reader),
      contents: contentsView(found.contents, reader),
      letterHref: found.hasLetter ? `${href}/letter.pdf` : null,
      answers: answerViews(found.answers, reader),
      choices: [...HANDOVER_ANSWERS],
      action: `${href}/answers`,
    });
  }

  /** To be saved, and never shown within our pages. */
  @Get(':handoverId/letter.pdf')
  @Access('officer')
  async letter(
    @RowId('providerId') providerId: string,
    @RowId('handoverId') handoverId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    await this.looked(providerId, handoverId, request);
    const letter = await this.cases.letter(handoverId, providerId);
    if (letter === null) throw new NotFoundException();
    keepInert(response);
    response.attachment('letter.pdf').type('application/pdf').send(letter);
  }

  @Post(':handoverId/answers')
  @Access('officer')
  async answer(
    @RowId('providerId') providerId: string,
    @RowId('handoverId') id: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { answer, words } = validated(AnswerForm, body);
    const by = { id, providerId, accountId: visitorOf(request).id, at: this.clock.now() };
    const said = { answer, words: words || null };
    await goOn(this.cases.answer(by, said), response, officeCaseHref(providerId, id));
  }

  /** @throws NotFoundException where the office was sent no such case */
  private async looked(providerId: string, handoverId: string, request: VisitRequest): Promise<OfficeCase> {
    const found = await this.cases.find(handoverId, providerId);
    if (found === null) throw new NotFoundException();
    const { path } = request.route as { path: string };
    await this.events.add({
      patientId: found.patientId,
      accountId: visitorOf(request).id,
      role: 'officer',
      what: 'view',
      route: `GET ${path}`,
      item: handoverId,
      at: this.clock.now(),
    });
    return found;
  }
}
