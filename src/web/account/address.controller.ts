import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Logger } from 'pino';
import { Config } from '../../config/config.js';
import { Clock } from '../../lib/clock.js';
import { AddressService } from '../../services/address.service.js';
import { TryLimits } from '../../services/try-limits.js';
import { LOGGER } from '../../tokens.js';
import { Access } from '../access.guard.js';
import { Pages } from '../pages.js';
import { addressOf, arrivalOf, type VisitRequest } from '../visit.js';
import { doerOf, visitorOf } from '../visitor.js';

/** Another mail address: asked for by who is signed in, confirmed by who reads the mail there. */
@Controller()
export class AddressController {
  constructor(
    private readonly pages: Pages,
    private readonly addresses: AddressService,
    private readonly limits: TryLimits,
    private readonly config: Config,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Says the same whether or not somebody else has the address; so the mail goes out behind the answer. */
  @Post('settings/sign-in/address')
  @Access('signed-in')
  async ask(@Body() body: unknown, @Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    const account = visitorOf(request);
    await this.limits.take('new-address', addressOf(request), account.id);
    const { mailed } = await this.addresses.ask(
      account,
      doerOf(request, this.clock.now()),
      textOf(body, 'email'),
    );
    mailed.catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      this.logger.error({ reason }, 'a link to a new address could not be mailed');
    });
    response.redirect(303, '/settings/sign-in?done=address');
  }

  @Get('new-address/:token')
  @Access('public')
  async show(
    @Param('token') token: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    if (await this.addresses.isOpen(token)) return this.page(request, response, { state: 'open', token });
    await this.page(request, response.status(410), { state: 'over', token: '' });
  }

  @Post('new-address')
  @Access('public')
  async confirm(
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    await this.limits.take('use-link', addressOf(request), null);
    const { device } = arrivalOf(request, this.config);
    const done = await this.addresses.confirm(textOf(body, 'token'), device);
    await this.page(request, response.status(done ? 200 : 410), { state: done ? 'done' : 'over', token: '' });
  }

  private async page(
    request: VisitRequest,
    response: Response,
    view: { state: 'open' | 'done' | 'over'; token: string },
  ): Promise<void> {
    this.pages.send(response, 'new-address', { ...(await this.pages.shell(request)), ...view });
  }
}

function textOf(body: unknown, name: string): string {
  const given = ((body ?? {}) as Record<string, unknown>)[name];
  return typeof given === 'string' ? given.slice(0, 254) : '';
}
