import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Config } from '../../config/config.js';
import { OfficeService, type OfficerWay } from '../../services/office.service.js';
import { TryLimits } from '../../services/try-limits.js';
import type { OfficerInvitation } from '../../store/offices/officer.store.js';
import { Access } from '../access.guard.js';
import { Entrance } from '../entrance.js';
import { masked } from '../inbox-view.js';
import { type Over, stillOpen } from '../invited.js';
import { Pages } from '../pages.js';
import { validated } from '../validated.js';
import { addressOf, arrivalOf, type VisitRequest } from '../visit.js';
import { LinkForm } from './office-forms.js';

/** Invitations to be a privacy officer. The link changes nothing, however often it is opened; its button does. */
@Controller('officers')
export class OfficerInvitationController {
  constructor(
    private readonly pages: Pages,
    private readonly service: OfficeService,
    private readonly entrance: Entrance,
    private readonly limits: TryLimits,
    private readonly config: Config,
  ) {}

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
    const way = await this.service.wayOf(invitation, request.visit.account);
    await this.show(request, response, { invitation, token, way });
  }

  /** The token comes in the body, and goes into no address. */
  @Post('accept')
  @Access('public')
  async accept(
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { token } = validated(LinkForm, body);
    await this.limits.take('use-link', addressOf(request), null);
    const from = arrivalOf(request, this.config);
    const accepted = await this.service.accept(token, request.visit.account, from);
    if (accepted === 'own') return response.redirect(303, '/');
    if (accepted === 'sign-in') return this.signInFirst(request, response, token);
    if (accepted === null) return this.notAccepted(request, response, token);
    await this.entrance.enter(request, response, { session: accepted.session, from });
  }

  private async notAccepted(request: VisitRequest, response: Response, token: string): Promise<void> {
    const found = stillOpen(await this.service.ofLink(token));
    await this.over(request, response, 'over' in found ? found.over : 'closed');
  }

  private async signInFirst(request: VisitRequest, response: Response, token: string): Promise<void> {
    const found = stillOpen(await this.service.ofLink(token));
    if ('over' in found) return this.over(request, response, found.over);
    const { invitation } = found;
    await this.show(request, response.status(403), { invitation, token, way: 'sign-in' });
  }

  private async show(
    request: VisitRequest,
    response: Response,
    { invitation, token, way }: { invitation: OfficerInvitation; token: string; way: OfficerWay },
  ): Promise<void> {
    response.setHeader('cache-control', 'no-store');
    this.pages.send(response, 'officer-invitation', {
      ...(await this.pages.shell(request)),
      office: invitation.office,
      by: invitation.invitedBy,
      email: masked(invitation.email),
      way,
      token,
    });
  }

  private async over(request: VisitRequest, response: Response, why: Over): Promise<void> {
    const shell = await this.pages.shell(request);
    this.pages.send(response.status(410), 'officer-invitation-over', { ...shell, why });
  }
}
