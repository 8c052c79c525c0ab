import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Req, Res } from '@nestjs/common';
import { IsString } from 'class-validator';
import type { Response } from 'express';
import { Config } from '../../config/config.js';
import { Clock } from '../../lib/clock.js';
import { LINK_MINUTES } from '../../services/account.service.js';
import { PeopleService } from '../../services/people.service.js';
import { TryLimits } from '../../services/try-limits.js';
import { Access } from '../access.guard.js';
import { goOn } from '../go-on.js';
import { masked } from '../inbox-view.js';
import { stillOpen } from '../invited.js';
import { Pages } from '../pages.js';
import { localeFor, readerOf } from '../reader-of.js';
import { patientHref } from '../record-links.js';
import { RowId, validated } from '../validated.js';
import { visitorOf } from '../visitor.js';
import { addressOf, type VisitRequest } from '../visit.js';
import { endWords } from './people-view.js';
import { scopeView } from './people-view.js';
import type { InvitationOverView, WaitingInvitationView } from './views.js';

class Token {
  @IsString({ message: 'people.over.unknown' })
  token!: string;
}

/** Invitations to see a record, for whoever is invited. Their links change nothing; answers do. */
@Controller('invitations')
export class InvitationController {
  constructor(
    private readonly pages: Pages,
    private readonly service: PeopleService,
    private readonly limits: TryLimits,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Those that wait for the reader's own address. */
  @Get()
  @Access('signed-in')
  async list(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    const reader = readerOf(request, this.clock.now());
    const waiting = await this.service.waitingFor(visitorOf(request).email);
    const invitations = waiting.map((invitation): WaitingInvitationView => {
      const { id, by, patientName, places, role } = invitation;
      return {
        ...scopeView(role, invitation, [], reader),
        by,
        patient: patientName === by ? null : patientName,
        placeCount: places?.length ?? 0,
        acceptAction: `/invitations/${id}/accept`,
        declineAction: `/invitations/${id}/decline`,
      };
    });
    this.pages.send(response, 'people-invitations', { ...(await this.pages.shell(request)), invitations });
  }

  /** Where the mail leads. Whoever is signed in by its address goes on to what waits for them: no token stays in the URL. */
  @Get(':token')
  @Access('public')
  async open(
    @Param('token') token: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const found = stillOpen(await this.service.ofLink(token));
    if ('over' in found) return this.over(request, response, found.over);
    const { invitation } = found;
    const { account } = request.visit;
    if (account?.email === invitation.email) return response.redirect(303, '/invitations');
    if (account !== null) return this.over(request, response, 'other-address');
    const { by, role, until, email } = invitation;
    const reader = readerOf(request, this.clock.now());
    response.setHeader('cache-control', 'no-store');
    this.pages.send(response, 'people-invitation', {
      ...(await this.pages.shell(request)),
      by,
      role,
      until: until && endWords(until, reader),
      email: masked(email),
      token,
    });
  }

  /** Mails a link to sign in to the invited address, whoever asks. The token comes in the body, and goes into no address. */
  @Post('sign-in')
  @HttpCode(HttpStatus.OK)
  @Access('public')
  async signIn(
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const found = await this.service.ofLink(validated(Token, body).token);
    if (found === null || !found.open) return this.over(request, response, 'unknown');
    await this.limits.take('sign-in-link', addressOf(request), found.invitation.email);
    await this.service.mailSignIn(found.invitation, localeFor(request));
    this.pages.send(response, 'sign-in-sent', {
      ...(await this.pages.shell(request)),
      email: masked(found.invitation.email),
      typed: false,
      minutes: LINK_MINUTES,
      embedded: !this.config.production && this.config.smtpUrl === null,
    });
  }

  @Post(':invitationId/accept')
  @Access('signed-in')
  async accept(
    @RowId('invitationId') id: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const patientId = await this.service.accept(id, visitorOf(request));
    if (patientId === null) return this.over(request, response, 'closed');
    response.redirect(303, patientHref(patientId));
  }

  /** "No thank you." */
  @Post(':invitationId/decline')
  @Access('signed-in')
  async decline(
    @RowId('invitationId') id: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    await goOn(this.service.decline(id, visitorOf(request)), response, '/invitations');
  }

  private async over(
    request: VisitRequest,
    response: Response,
    why: InvitationOverView['why'],
  ): Promise<void> {
    const shell = await this.pages.shell(request);
    this.pages.send(response.status(410), 'people-invitation-over', { ...shell, why });
  }
}
