import { Controller, Get, NotFoundException, Query, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { monthAfter } from '../domain/month.js';
import { Clock } from '../lib/clock.js';
import { BREACHES_SHOWN, BreachesReader } from '../store/pages/breaches.reader.js';
import { Access } from './access.guard.js';
import { chartMonths, chartView } from './breach-chart.js';
import { type BreachAddress, breachesHref, cursorIn, queryIn } from './breaches-query.js';
import { breachView, choices, feedReads, listedView } from './breaches-view.js';
import { Pages } from './pages.js';
import { readerOf } from './reader-of.js';
import { RowId } from './validated.js';
import type { VisitRequest } from './visit.js';

/** Lists change a few times a day at most. */
const KEEP_SECONDS = 300;

/** The breaches that are watched, for everybody: what public lists say, and nothing about any person. */
@Controller('breaches')
export class BreachesController {
  constructor(
    private readonly pages: Pages,
    private readonly reader: BreachesReader,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('public')
  async list(
    @Query() address: BreachAddress,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const now = this.clock.now();
    const reader = readerOf(request, now);
    const query = queryIn(address, now);
    const after = cursorIn(address);
    const months = chartMonths(query.year, now);
    const listed = await this.reader.list(query, after);
    const counts = await this.reader.months(query, months[0]!, monthAfter(months.at(-1)!));
    const feeds = await this.reader.feeds();
    const shown = listed.slice(0, BREACHES_SHOWN);
    keepAwhile(request, response);
    this.pages.send(response, 'breaches', {
      ...(await this.pages.shell(request)),
      ...choices(
        query,
        feeds.map(({ source }) => source),
        now,
      ),
      breaches: shown.map((breach) => listedView(breach, reader)),
      nextHref: listed.length > shown.length ? breachesHref(query, shown.at(-1)!) : null,
      firstHref: after === null ? null : breachesHref(query, null),
      chart: chartView(counts, months, reader),
      read: feedReads(feeds, reader),
      attribution: feeds.some(({ source }) => source === 'hibp'),
    });
  }

  @Get(':breachId')
  @Access('public')
  async show(
    @RowId('breachId') breachId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const reader = readerOf(request, this.clock.now());
    const breach = await this.reader.breach(breachId);
    if (breach === null) throw new NotFoundException();
    const feeds = await this.reader.feeds();
    const sources = new Set(breach.filings.map(({ filing }) => filing.source));
    keepAwhile(request, response);
    this.pages.send(response, 'breach', {
      ...(await this.pages.shell(request)),
      ...breachView(breach, reader),
      read: feedReads(
        feeds.filter(({ source }) => sources.has(source)),
        reader,
      ),
    });
  }
}

/** Any cache may keep what everybody sees; the same address carries a name for whoever is signed in, and is kept nowhere. */
function keepAwhile(request: VisitRequest, response: Response): void {
  response.vary('Cookie');
  if (request.visit.account === null) response.setHeader('cache-control', `public, max-age=${KEEP_SECONDS}`);
}
