import { Controller, Get, HttpCode, NotFoundException, Param, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Config } from '../config/config.js';
import { keyFor } from '../lib/keys.js';
import { readUnsubscribeToken, type Unsubscription } from '../mail/unsubscribe-token.js';
import { PeopleStore } from '../store/people.store.js';
import { Access, WithoutForm } from './access.guard.js';
import { Pages } from './pages.js';
import type { VisitRequest } from './visit.js';

/**
 * Turns one stream of mail off for whoever holds the mail. The watch goes on, and what would have been mailed stands in
 * the inbox. The page is the same for every address, so it tells nobody whose mail this is.
 */
@Controller('unsubscribe')
export class UnsubscribeController {
  private readonly key: Buffer;
  constructor(
    private readonly pages: Pages,
    private readonly people: PeopleStore,
    config: Config,
  ) {
    this.key = keyFor('unsubscribe', config.secretKey);
  }

  /** Link scanners open this one: it asks, and changes nothing. */
  @Get(':token')
  @Access('public')
  async ask(
    @Param('token') token: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    this.read(token);
    const action = `/unsubscribe/${token}`;
    this.pages.send(response, 'unsubscribe-confirm', { ...(await this.pages.shell(request)), action });
  }

  /**
   * Both our own button and the one of a mail program (RFC 8058), which comes without cookies. The address itself is
   * the proof, whatever the body says; and the answer is a page at once, since a redirect is not allowed (section 3.1).
   */
  @Post(':token')
  @HttpCode(200)
  @Access('public')
  @WithoutForm()
  async stop(
    @Param('token') token: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { accountId, stream } = this.read(token);
    await this.people.muteStream(accountId, stream);
    this.pages.send(response, 'unsubscribed', await this.pages.shell(request));
  }

  private read(token: string): Unsubscription {
    const unsubscription = readUnsubscribeToken(this.key, token);
    if (unsubscription === null) throw new NotFoundException();
    return unsubscription;
  }
}
