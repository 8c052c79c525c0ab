import { Body, Controller, HttpCode, NotFoundException, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { EndpointService } from '../services/endpoint.service.js';
import { EndpointStore } from '../store/endpoint.store.js';
import { Access } from './access.guard.js';
import { Pages } from './pages.js';
import { ChosenWebhook } from './settings-forms.js';
import { validated } from './validated.js';
import type { VisitRequest } from './visit.js';
import { visitorOf } from './visitor.js';

const WEBHOOK = 'webhook';

/** An address of the reader's own that is told what mails say. Its secret stands on the one page that answers the form. */
@Controller('settings/webhook')
export class WebhookController {
  constructor(
    private readonly pages: Pages,
    private readonly service: EndpointService,
    private readonly endpoints: EndpointStore,
  ) {}

  @Post()
  @HttpCode(200)
  @Access('signed-in')
  async set(@Req() request: VisitRequest, @Body() body: unknown, @Res() response: Response): Promise<void> {
    const { address, from } = validated(ChosenWebhook, body);
    const secret = await this.service.set(visitorOf(request).id, WEBHOOK, address.trim(), from);
    await this.show(secret, request, response);
  }

  @Post('secret')
  @HttpCode(200)
  @Access('signed-in')
  async renew(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    const secret = await this.service.renewSecret(visitorOf(request).id, WEBHOOK);
    if (secret === null) throw new NotFoundException();
    await this.show(secret, request, response);
  }

  @Post('end')
  @Access('signed-in')
  async end(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    await this.endpoints.remove(visitorOf(request).id, WEBHOOK);
    response.redirect(303, '/settings?saved=no-webhook');
  }

  private async show(secret: string, request: VisitRequest, response: Response): Promise<void> {
    this.pages.send(response, 'webhook-secret', { ...(await this.pages.shell(request)), secret });
  }
}
