import { Controller, Get, NotFoundException, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Config } from '../config/config.js';
import { Clock } from '../lib/clock.js';
import { type KeptMail, MailboxReader } from '../store/pages/mailbox.reader.js';
import { Access } from './access.guard.js';
import { htmlOf, mailboxLine, mailboxMessage } from './kept-mail.js';
import { Pages } from './pages.js';
import { readerOf } from './reader-of.js';
import { allowOwnFrames, keepApart } from './security-headers.js';
import { RowId } from './validated.js';
import type { VisitRequest } from './visit.js';

/** The mail that is kept where none is sent; where it is sent, there is no such page. */
@Controller('mailbox')
export class MailboxController {
  constructor(
    private readonly pages: Pages,
    private readonly mailbox: MailboxReader,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('operator')
  async list(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    this.requireKept();
    const reader = readerOf(request, this.clock.now());
    const newest = await this.mailbox.newest();
    const mails = await Promise.all(newest.map((mail) => mailboxLine(mail, reader)));
    this.pages.send(response, 'mailbox', { ...(await this.pages.shell(request)), mails });
  }

  @Get(':id')
  @Access('operator')
  async show(
    @RowId('id') id: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const message = await mailboxMessage(await this.find(id), readerOf(request, this.clock.now()));
    allowOwnFrames(response);
    this.pages.send(response, 'mailbox-message', { ...(await this.pages.shell(request)), ...message });
  }

  @Get(':id/html')
  @Access('operator')
  async html(@RowId('id') id: string, @Res() response: Response): Promise<void> {
    const html = await htmlOf(await this.find(id));
    if (html === null) throw new NotFoundException();
    keepApart(response);
    response.type('html').send(html);
  }

  private async find(id: string): Promise<KeptMail> {
    this.requireKept();
    const mail = await this.mailbox.find(id);
    if (mail === null) throw new NotFoundException();
    return mail;
  }

  private requireKept(): void {
    if (this.config.smtpUrl !== null) throw new NotFoundException();
  }
}
