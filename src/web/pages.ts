import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Config } from '../config/config.js';
import { NotificationStore } from '../store/notification.store.js';
import { sendCompressed } from './compressed.js';
import { localeFor } from './reader-of.js';
import { renderPage } from './render.js';
import type { PageName, PageViews } from './views.js';
import type { Shell } from './views/shell.js';
import { zoneWords } from './words/zones.js';
import type { VisitRequest } from './visit.js';

/** Makes what every page carries, and sends pages. */
@Injectable()
export class Pages {
  constructor(
    private readonly config: Config,
    private readonly notifications: NotificationStore,
  ) {}

  async shell(request: VisitRequest): Promise<Shell> {
    const { account = null, csrf = '', unread = null } = request.visit ?? {};
    const embedded = !this.config.production;
    const viewer = account && {
      name: account.name,
      unread: unread ?? (await this.notifications.countUnread(account.id)),
      operator: account.roles.includes('operator'),
      officer: account.roles.includes('privacy-officer'),
      zone: zoneWords(account.timeZone, account.locale),
      mailbox: this.config.smtpUrl === null && account.roles.includes('operator'),
      sandbox: embedded,
    };
    return { lang: localeFor(request), csrf, viewer };
  }

  send<Name extends PageName>(response: Response, name: Name, view: PageViews[Name]): void {
    // A stranger's language is the one that they chose, or that their browser asks for.
    if ('viewer' in view && view.viewer === null) response.vary('Accept-Language, Cookie');
    sendCompressed(response, renderPage(name, view));
  }
}
