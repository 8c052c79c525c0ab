import { Controller, Get, NotFoundException, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Clock } from '../lib/clock.js';
import { NotificationStore } from '../store/notification.store.js';
import { InboxReader, type InboxRow } from '../store/pages/inbox.reader.js';
import { Access } from './access.guard.js';
import { deliveryView, inboxLine, targetHref } from './inbox-view.js';
import { Pages } from './pages.js';
import { readerOf } from './reader-of.js';
import { RowId } from './validated.js';
import { visitorOf } from './visitor.js';
import type { VisitRequest } from './visit.js';

/** Every message, with the code by which its reader can tell that a mail is ours. */
@Controller('inbox')
export class InboxController {
  constructor(
    private readonly pages: Pages,
    private readonly inbox: InboxReader,
    private readonly notifications: NotificationStore,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('signed-in')
  async list(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    const reader = readerOf(request, this.clock.now());
    const rows = await this.inbox.newest(visitorOf(request).id);
    const messages = rows.map((row) => inboxLine(row, reader));
    this.pages.send(response, 'inbox', { ...(await this.pages.shell(request)), messages });
  }

  @Get(':id')
  @Access('signed-in')
  async show(
    @RowId('id') id: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const row = await this.find(id, request);
    const reader = readerOf(request, this.clock.now());
    this.pages.send(response, 'inbox-message', {
      ...(await this.pages.shell(request)),
      message: inboxLine(row, reader),
      organization: row.organization ?? '',
      delivery: deliveryView(row, visitorOf(request).email, reader),
      openAction: `/inbox/${id}/open`,
    });
  }

  /** Nothing changes by looking: a message counts as read when its reader goes on to what it is about. */
  @Post(':id/open')
  @Access('signed-in')
  async open(
    @RowId('id') id: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const row = await this.find(id, request);
    await this.notifications.markRead(id, visitorOf(request).id, this.clock.now());
    response.redirect(303, targetHref(row));
  }

  private async find(id: string, request: VisitRequest): Promise<InboxRow> {
    const row = await this.inbox.find(id, visitorOf(request).id);
    if (row === null) throw new NotFoundException();
    return row;
  }
}
