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
import { Clock } from '../../lib/clock.js';
import { ApiTokenService, MOST_TOKENS } from '../../services/api-token.service.js';
import { type ApiTokenState, ApiTokenStore } from '../../store/api-token.store.js';
import { refusal } from '../../words/refusal.js';
import { Access } from '../access.guard.js';
import { Pages } from '../pages.js';
import { readerOf } from '../reader-of.js';
import { RowId, validated } from '../validated.js';
import type { ApiTokensView } from '../views/api.js';
import { doerOf, visitorOf } from '../visitor.js';
import type { VisitRequest } from '../visit.js';
import { momentWords, type Reader } from '../words/times.js';
import { TokenForm, wantedIn } from './token-forms.js';

/** Tokens for the reader's own programs. A new one stands on the one page that answers the form. */
@Controller('settings/api')
export class TokensController {
  constructor(
    private readonly pages: Pages,
    private readonly service: ApiTokenService,
    private readonly tokens: ApiTokenStore,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('signed-in')
  async show(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    const reader = readerOf(request, this.clock.now());
    const tokens = await this.tokens.of(visitorOf(request).id);
    this.pages.send(response, 'api-tokens', {
      ...(await this.pages.shell(request)),
      tokens: tokens.map((token) => tokenView(token, reader)),
    });
  }

  @Post()
  @HttpCode(HttpStatus.OK)
  @Access('signed-in')
  async make(@Req() request: VisitRequest, @Body() body: unknown, @Res() response: Response): Promise<void> {
    const wanted = wantedIn(validated(TokenForm, body));
    const token = await this.service.make(doerOf(request, this.clock.now()), wanted);
    if (token === null) throw refusal('api.refused.tooMany', { most: MOST_TOKENS });
    this.pages.send(response, 'api-token', { ...(await this.pages.shell(request)), token });
  }

  @Post(':id/end')
  @Access('signed-in')
  async end(@RowId('id') id: string, @Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    if (!(await this.service.end(id, visitorOf(request).id))) throw new NotFoundException();
    response.redirect(303, '/settings/api');
  }
}

function tokenView(token: ApiTokenState, reader: Reader): ApiTokensView['tokens'][number] {
  const { id, name, scopes, createdAt, expiresAt, lastUsedAt } = token;
  return {
    endAction: `/settings/api/${id}/end`,
    name,
    may: scopes.includes('answer') ? 'answer' : 'read',
    made: momentWords(createdAt, reader),
    used: lastUsedAt && momentWords(lastUsedAt, reader),
    ends: expiresAt && momentWords(expiresAt, reader),
    over: expiresAt !== null && expiresAt <= reader.now,
  };
}
