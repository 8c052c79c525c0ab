import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Clock } from '../lib/clock.js';
import { StaffNewsReader } from '../store/pages/staff-news.reader.js';
import { Access } from './access.guard.js';
import { sourceName } from './feeds.view.js';
import { Pages } from './pages.js';
import { readerOf } from './reader-of.js';
import type { VisitRequest } from './visit.js';
import { excerpt } from './words/excerpt.js';
import { dayOnly } from './words/times.js';
import { webLink } from './words/web-link.js';

/** Letters of a text that are shown. */
const LONGEST_TEXT = 300;

/** Advisories and headlines, for the operator alone: nothing here is matched with anybody, or told to anybody. */
@Controller('feeds/news')
export class StaffNewsController {
  constructor(
    private readonly pages: Pages,
    private readonly news: StaffNewsReader,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('operator')
  async show(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    const reader = readerOf(request, this.clock.now());
    const newest = await this.news.newest();
    this.pages.send(response, 'staff-news', {
      ...(await this.pages.shell(request)),
      items: newest.map(({ source, name, submitted, description, url }) => ({
        title: name,
        from: sourceName(source, reader),
        on: submitted === null ? null : dayOnly(submitted, reader),
        text: excerpt(description, LONGEST_TEXT),
        link: webLink(url),
      })),
    });
  }
}
