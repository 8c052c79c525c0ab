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
import { mayEnd, mayHide, mayLeave } from '../../domain/people/rules.js';
import { type People, PeopleService } from '../../services/people.service.js';
import { HiddenStore } from '../../store/people/hidden.store.js';
import { Access } from '../access.guard.js';
import { Pages } from '../pages.js';
import { localeFor } from '../reader-of.js';
import { accessLogHref, countingHref, patientHref } from '../record-links.js';
import { RowId, validated } from '../validated.js';
import { visitorOf } from '../visitor.js';
import type { VisitRequest } from '../visit.js';
import { hiddenView } from './hidden-view.js';
import { BackForm, InvitationForm, nameIn, termsIn } from './people-forms.js';
import { parentsView } from './parents-view.js';
import { invitationsAction, leaveAction, peopleHref, personHref } from './people-links.js';
import { mayInvite, PeoplePages } from './people-pages.js';
import { freshTerms, invitedView, personView } from './people-view.js';

/** Who can see a record, and letting somebody in. */
@Controller('patients/:patientId/people')
export class PeopleController {
  constructor(
    private readonly pages: Pages,
    private readonly peoplePages: PeoplePages,
    private readonly service: PeopleService,
    private readonly hidden: HiddenStore,
  ) {}

  @Get()
  @Access('view')
  async show(
    @RowId('patientId') patientId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const record = await this.peoplePages.record(patientId, request);
    const { people, places, reader } = record;
    const { own } = people;
    const invites = mayInvite(people);
    const invited = invites ? await this.service.openOf(patientId) : [];
    const hidden = mayHide(own) ? await this.hidden.hiddenOf(patientId) : null;
    const parents = await this.service.parentsToConfirm(patientId, people);
    this.pages.send(response, 'people-list', {
      ...(await this.pages.shell(request)),
      who: record.who,
      patientHref: patientHref(patientId),
      accessLogHref: accessLogHref(patientId),
      countingHref: countingHref(patientId),
      people: seenBy(people).map((person) => {
        const ends = mayEnd(own, person, people.patientHasAccount);
        return personView(person, own, ends ? personHref(patientId, person.id) : null, places, reader);
      }),
      parents: parentsView(parents, record),
      invited: invited.map((invitation) => invitedView(invitation, places, reader)),
      newHref: invites ? `${peopleHref(patientId)}/new` : null,
      hidden: hidden?.map((item) => hiddenView(patientId, item, reader)) ?? null,
      leaveAction: mayLeave(own) ? leaveAction(own.id) : null,
    });
  }

  @Get('new')
  @Access('view')
  async form(
    @RowId('patientId') patientId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const record = await this.peoplePages.record(patientId, request);
    await this.peoplePages.form(request, response, record, { form: freshTerms(), name: '', email: '' });
  }

  /** Shows what somebody would see, or the form once more. Nothing is kept. */
  @Post('preview')
  @HttpCode(HttpStatus.OK)
  @Access('act')
  async preview(
    @RowId('patientId') patientId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const form = validated(InvitationForm, body);
    const record = await this.peoplePages.record(patientId, request);
    const { back } = validated(BackForm, body);
    if (back === 'yes') return this.peoplePages.form(request, response, record, { form, ...form });
    const terms = termsIn(form, record.places, record.reader);
    await this.peoplePages.preview(request, response, record, {
      form,
      terms,
      person: nameIn(form),
      email: form.email,
      sendAction: invitationsAction(patientId),
      backAction: `${peopleHref(patientId)}/preview`,
    });
  }

  @Post('invitations')
  @Access('act')
  async invite(
    @RowId('patientId') patientId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const form = validated(InvitationForm, body);
    const record = await this.peoplePages.record(patientId, request);
    const terms = termsIn(form, record.places, record.reader);
    const name = nameIn(form);
    const agreed = await this.peoplePages.agreed(request, record, terms, name);
    const invited = { name, email: form.email, locale: localeFor(request) };
    await this.service.invite(patientId, visitorOf(request), invited, agreed);
    response.redirect(303, peopleHref(patientId));
  }

  @Post('invitations/:invitationId/withdraw')
  @Access('act')
  async withdraw(
    @RowId('patientId') patientId: string,
    @RowId('invitationId') invitationId: string,
    @Res() response: Response,
  ): Promise<void> {
    if (!(await this.service.withdraw(patientId, invitationId))) throw new NotFoundException();
    response.redirect(303, peopleHref(patientId));
  }
}

/** A helper sees whom they have to do with: themselves. */
function seenBy({ own, all }: People): People['all'] {
  return own.role === 'helper' ? [own] : all;
}
