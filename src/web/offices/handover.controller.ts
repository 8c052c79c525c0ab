import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  NotFoundException,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { IsIn, IsOptional, IsString, IsUUID } from 'class-validator';
import type { Response } from 'express';
import { AUTHORITIES } from '../../domain/letters/letter-facts.js';
import { Clock } from '../../lib/clock.js';
import type { CaseRow } from '../../store/cases/case.reader.js';
import { type HandoverCause, HandoverStore } from '../../store/offices/handover.store.js';
import { refusal } from '../../words/refusal.js';
import { wordsIn } from '../../words/words.js';
import { Access } from '../access.guard.js';
import { CasePages } from '../cases/case-pages.js';
import { closedOf } from '../cases/case-view.js';
import { goOn } from '../go-on.js';
import { Pages } from '../pages.js';
import { localeFor, readerOf } from '../reader-of.js';
import { caseHref, handoversAction } from '../record-links.js';
import { RowId, validated } from '../validated.js';
import { visitorOf, whoOf } from '../visitor.js';
import type { VisitRequest } from '../visit.js';
import { handoverConsent } from './office-consent.js';
import { type HandoverChoice, HandoverDrafts, letterChoices } from './handover-draft.js';
import { contentsView } from './handover-view.js';
import type { HandoverView } from './views.js';

/** To which office, with which letter: the usual one where none is named. */
class ChoiceForm {
  @IsUUID(undefined, { message: 'office.refused.office' })
  office!: string;

  @IsOptional()
  @IsString({ message: 'form.answers' })
  letter?: string;

  @IsOptional()
  @IsIn(['', ...AUTHORITIES], { message: 'form.answers' })
  as?: string;
}

class SendForm extends ChoiceForm {
  /** The mark of what was shown. */
  @IsString({ message: 'office.refused.changed' })
  shown!: string;
}

interface Drafted {
  row: CaseRow;
  cause: HandoverCause;
  office: HandoverCause['offices'][number];
  choice: HandoverChoice;
}

/** Sends one case to a privacy office in person, after all of it was shown; takes it back. */
@Controller('patients/:patientId/cases/:caseId/handovers')
export class HandoverController {
  constructor(
    private readonly pages: Pages,
    private readonly casePages: CasePages,
    private readonly handovers: HandoverStore,
    private readonly drafts: HandoverDrafts,
    private readonly clock: Clock,
  ) {}

  /** Shows all that would be sent. */
  @Get('new')
  @Access('act')
  show(
    @RowId('patientId') patientId: string,
    @RowId('caseId') caseId: string,
    @Query() query: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    return this.preview(patientId, caseId, query, request, response);
  }

  /** The same with another letter. Nothing is kept. */
  @Post('preview')
  @HttpCode(HttpStatus.OK)
  @Access('act')
  async preview(
    @RowId('patientId') patientId: string,
    @RowId('caseId') caseId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const found = await this.casePages.find(caseId, patientId, request);
    const chosen = await this.chosen(found, validated(ChoiceForm, body), request);
    const { row, cause, office, choice } = chosen;
    const now = this.clock.now();
    const { contents, mark } = await this.drafts.make(row, cause, choice, { request, now });
    const who = whoOf(request, row.name);
    this.pages.send(response, 'handover', {
      ...(await this.pages.shell(request)),
      who,
      caseHref: caseHref(patientId, caseId),
      office: office.name,
      officeId: office.id,
      chooseAction: `${handoversAction(patientId, caseId)}/preview`,
      ...choicesView(chosen, request),
      needsAuthority: choice.letter !== null && contents.letter === null,
      contents: contentsView(contents, readerOf(request, now)),
      consent: handoverConsent(who, office.name, localeFor(request)).text,
      sendAction: handoversAction(patientId, caseId),
      fields: [
        { name: 'office', value: office.id },
        { name: 'letter', value: choice.letter ?? 'none' },
        { name: 'as', value: choice.as ?? '' },
        { name: 'shown', value: mark },
      ],
    });
  }

  /** Sends what was shown; what is not the same any more is shown again first. */
  @Post()
  @Access('act')
  async send(
    @RowId('patientId') patientId: string,
    @RowId('caseId') caseId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const found = await this.casePages.find(caseId, patientId, request);
    const form = validated(SendForm, body);
    const { row, cause, office, choice } = await this.chosen(found, form, request);
    const now = this.clock.now();
    const { contents, pdf, mark } = await this.drafts.make(row, cause, choice, { request, now });
    if (mark !== form.shown) throw refusal('office.refused.changed');
    const sent = await this.handovers.add({
      caseId,
      patientId,
      accountId: visitorOf(request).id,
      providerId: office.id,
      consent: handoverConsent(whoOf(request, row.name), office.name, localeFor(request)),
      contents,
      letter: pdf,
      at: now,
    });
    if (!sent) throw refusal('office.refused.sent');
    response.redirect(303, caseHref(patientId, caseId));
  }

  @Post(':handoverId/withdraw')
  @Access('act')
  async withdraw(
    @RowId('patientId') patientId: string,
    @RowId('caseId') caseId: string,
    @RowId('handoverId') handoverId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const by = { caseId, patientId, accountId: visitorOf(request).id, at: this.clock.now() };
    await goOn(this.handovers.withdraw(handoverId, by), response, caseHref(patientId, caseId));
  }

  /** @throws NotFoundException where there is no such open case, or the office has nothing to do with it */
  private async chosen(
    { row, reader }: Awaited<ReturnType<CasePages['find']>>,
    { office: officeId, letter, as }: ChoiceForm,
    request: VisitRequest,
  ): Promise<Drafted> {
    const cause = await this.handovers.cause(row.id, row.patientId, visitorOf(request).id);
    const office = cause?.offices.find(({ id }) => id === officeId);
    if (!cause || !office || closedOf(row, reader) !== null) throw new NotFoundException();
    const choices = letterChoices(row, office, request);
    const usual = whoOf(request, row.name).role === 'self' ? choices[0] : undefined;
    const asked = letter === undefined ? usual : choices.find((id) => id === letter);
    const authority = AUTHORITIES.find((one) => one === as) ?? null;
    return { row, cause, office, choice: { letter: asked ?? null, as: authority } };
  }
}

function choicesView(
  { row, office, choice }: Drafted,
  request: VisitRequest,
): Pick<HandoverView, 'letters' | 'authorities'> {
  const words = wordsIn(localeFor(request));
  const ids = letterChoices(row, office, request);
  const acts = ids.length > 0 && whoOf(request, row.name).role === 'representative';
  return {
    letters: [
      ...ids.map((id) => ({ id, title: words.say(`letters.title.${id}`), chosen: id === choice.letter })),
      { id: 'none', title: words.say('office.noLetter'), chosen: choice.letter === null },
    ],
    authorities: acts ? AUTHORITIES.map((as) => ({ as, chosen: as === choice.as })) : [],
  };
}
