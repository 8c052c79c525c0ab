import {
  BadRequestException,
  Controller,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Req,
} from '@nestjs/common';
import type { Request } from 'express';
import { notificationKind } from '../fhir/subscription-notification.js';
import { Clock } from '../lib/clock.js';
import { PushStore } from '../store/push.store.js';
import { Access, WithoutForm } from './access.guard.js';

/**
 * Where FHIR servers send notifications of subscriptions (R5 Backport, rest-hook, id-only). The address itself is the
 * proof. All that one can do here is to have a record looked at a little earlier.
 */
@Controller('hooks/fhir')
export class PushController {
  constructor(
    private readonly push: PushStore,
    private readonly clock: Clock,
  ) {}

  @Post(':token')
  @HttpCode(200)
  @Access('public')
  @WithoutForm()
  async take(@Param('token') token: string, @Req() request: Request): Promise<void> {
    const now = this.clock.now();
    if (!(await this.push.hear(token, now))) throw new NotFoundException();
    const kind = notificationKind(request.body);
    if (kind === null) throw new BadRequestException('This is no notification of a subscription.');
    if (kind === 'event-notification') await this.push.hint(token, now);
  }
}
