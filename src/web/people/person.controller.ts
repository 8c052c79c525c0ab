import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  NotFoundException,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import type { Response } from 'express';
import { PeopleService } from '../../services/people.service.js';
import type { SharedWith } from '../../store/people/sharing.store.js';
import { Access } from '../access.guard.js';
import { RowId, validated } from '../validated.js';
import { visitorOf } from '../visitor.js';
import type { VisitRequest } from '../visit.js';
import { BackForm, EndForm, TermsForm, termsIn } from './people-forms.js';
import { peopleHref, personHref } from './people-links.js';
import { mayInvite, PeoplePages } from './people-pages.js';
import { freshTerms, termsOf } from './people-view.js';

/** One person who can see a record: what they see can be changed, or ended. */
@Controller('patients/:patientId/people/:grantId')
export class PersonController {
  constructor(
    private readonly peoplePages: PeoplePages,
    private readonly service: PeopleService,
  ) {}

  @Get()
  @Access('view')
  async show(
    @RowId('patientId') patientId: string,
    @RowId('grantId') grantId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const record = await this.peoplePages.record(patientId, request);
    if (!mayInvite(record.people))
      return this.peoplePages.form(request, response, record, { form: freshTerms(), name: '', email: '' });
    const other = await this.other(patientId, grantId, request);
    const person = { name: other.name, href: personHref(patientId, grantId) };
    const shown = { form: termsOf(other, record.reader.zone), name: other.name, email: other.email, person };
    await this.peoplePages.form(request, response, record, shown);
  }

  /** Shows what they would see from now on, or the form once more. Nothing is kept. */
  @Post('preview')
  @HttpCode(HttpStatus.OK)
  @Access('act')
  async preview(
    @RowId('patientId') patientId: string,
    @RowId('grantId') grantId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const form = validated(TermsForm, body);
    const { back } = validated(BackForm, body);
    const record = await this.peoplePages.record(patientId, request);
    const { name, email } = await this.other(patientId, grantId, request);
    const href = personHref(patientId, grantId);
    if (back === 'yes')
      return this.peoplePages.form(request, response, record, { form, name, email, person: { name, href } });
    await this.peoplePages.preview(request, response, record, {
      form,
      terms: termsIn(form, record.places, record.reader),
      person: name,
      email: null,
      sendAction: href,
      backAction: `${href}/preview`,
    });
  }

  /** Other terms from now on: a new grant, with the words agreed to anew. */
  @Post()
  @Access('act')
  async change(
    @RowId('patientId') patientId: string,
    @RowId('grantId') grantId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const form = validated(TermsForm, body);
    const record = await this.peoplePages.record(patientId, request);
    const { name } = await this.other(patientId, grantId, request);
    const terms = termsIn(form, record.places, record.reader);
    const agreed = await this.peoplePages.agreed(request, record, terms, name);
    await this.service.change(patientId, visitorOf(request).id, grantId, agreed);
    response.redirect(303, peopleHref(patientId));
  }

  /** "Stop sharing with Elena": at once, and without a word to her where that is chosen. */
  @Post('end')
  @Access('act')
  async end(
    @RowId('patientId') patientId: string,
    @RowId('grantId') grantId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { tell } = validated(EndForm, body);
    const done = await this.service.end(patientId, visitorOf(request).id, grantId, tell === 'no');
    if (!done) throw new NotFoundException();
    response.redirect(303, peopleHref(patientId));
  }

  private async other(patientId: string, grantId: string, request: VisitRequest): Promise<SharedWith> {
    const other = await this.service.other(patientId, visitorOf(request).id, grantId);
    if (other === null) throw new NotFoundException();
    return other;
  }
}
