import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Clock } from '../lib/clock.js';
import { FeedsReader } from '../store/pages/feeds.reader.js';
import { HomeReader } from '../store/pages/home.reader.js';
import { NeedReader } from '../store/pages/need.reader.js';
import { Access } from './access.guard.js';
import { openCases, waitingOn } from './cases/home-cases.js';
import { feedView } from './feeds.view.js';
import { operatorView, watchedView } from './home-view.js';
import { needViews, reviewViews } from './need-view.js';
import { Pages } from './pages.js';
import { localeFor, readerOf } from './reader-of.js';
import type { HomeView } from './views/home.js';
import { tellsOf, visitorOf } from './visitor.js';
import type { VisitRequest } from './visit.js';
import { momentWords, type Reader } from './words/times.js';

/** The first page: what needs the reader, then what is watched. */
@Controller()
export class HomeController {
  constructor(
    private readonly pages: Pages,
    private readonly home: HomeReader,
    private readonly needs: NeedReader,
    private readonly feeds: FeedsReader,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('signed-in')
  async show(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    const { id, roles, email } = visitorOf(request);
    const reader = readerOf(request, this.clock.now());
    const locale = localeFor(request);
    const watched = await this.home.watched(id);
    const needs = await this.needs.needsOf(id, null, reader.now);
    const { unread, invited, patients, canaryLateSince } = await this.home.waits(
      { id, email, isOperator: roles.includes('operator') },
      reader.now,
    );
    if (isOfficerAlone(roles, watched.length) && !invited) return response.redirect(303, '/offices');
    request.visit.unread = unread;
    tellsOf(
      request,
      watched.map((patient) => patient.id),
    );
    this.pages.send(response, 'home', {
      ...(await this.pages.shell(request)),
      invited,
      needs: needViews(needs, reader),
      reviews: reviewViews(needs, reader),
      cases: openCases(watched, reader, locale),
      waiting: waitingOn(watched, reader, locale),
      watched: watched.map((patient) => watchedView(patient, reader)),
      operator: patients === null ? null : await this.operator(patients, canaryLateSince, reader),
    });
  }

  private async operator(patients: number, late: Date | null, reader: Reader): Promise<HomeView['operator']> {
    const feeds = await this.feeds.all();
    return operatorView(
      patients,
      feeds.filter(({ watched }) => watched).map((feed) => feedView(feed, reader)),
      late && momentWords(late, reader),
      reader.now.toISOString().slice(0, 10),
    );
  }
}

/** Somebody who reads the summaries of an office, and watches nobody. */
function isOfficerAlone(roles: string[], watched: number): boolean {
  return roles.includes('privacy-officer') && !roles.includes('operator') && watched === 0;
}
