import { Body, Controller, Get, NotFoundException, Post, Query, Req, Res } from '@nestjs/common';
import { IsIn } from 'class-validator';
import type { Response } from 'express';
import { Config } from '../config/config.js';
import { Clock } from '../lib/clock.js';
import { BreachReviewService } from '../services/breach-review.service.js';
import {
  type Verdict,
  VERDICTS,
  WITHDRAWAL_REASONS,
  type WithdrawalReason,
} from '../store/breach-review.store.js';
import { BreachReviewReader, MOST_SHOWN } from '../store/pages/breach-review.reader.js';
import { Access } from './access.guard.js';
import {
  breachName,
  breachReviewHref,
  linkView,
  pairView,
  REVIEW_HREF,
  verdictView,
} from './breach-review-view.js';
import { filingView } from './filing-view.js';
import { Pages } from './pages.js';
import { readerOf } from './reader-of.js';
import { RowId, validated } from './validated.js';
import { momentWords } from './words/times.js';
import { visitorOf } from './visitor.js';
import type { VisitRequest } from './visit.js';

class GivenWord {
  @IsIn(VERDICTS, { message: 'review.refused.answer' }) verdict!: Verdict;
}

class Withdrawal {
  @IsIn(WITHDRAWAL_REASONS, { message: 'review.refused.reason' }) reason!: WithdrawalReason;
}

/** The number of a decision, or null where it can be none. */
function numberIn(given: unknown): string | null {
  return typeof given === 'string' && /^\d{1,15}$/.test(given) ? given : null;
}

/** What only a person can decide about filings, for the operator: no page here tells anything of a patient. */
@Controller('breaches')
export class BreachReviewController {
  constructor(
    private readonly pages: Pages,
    private readonly reader: BreachReviewReader,
    private readonly reviews: BreachReviewService,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @param before a decision from which on earlier ones are shown */
  @Get('review')
  @Access('operator')
  async show(
    @Query('before') before: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const reader = readerOf(request, this.clock.now());
    const waiting = await this.reader.waiting();
    const verdicts = await this.reader.verdicts(numberIn(before));
    const links = await this.reader.links(null);
    const last = verdicts.length === MOST_SHOWN ? verdicts.at(-1) : undefined;
    this.pages.send(response, 'breach-review', {
      ...(await this.pages.shell(request)),
      waiting: waiting[0]?.waiting ?? 0,
      pairs: waiting.map((pair) => pairView(pair, reader)),
      atOnce: !this.config.production,
      verdicts: verdicts.map((given) => verdictView(given, reader)),
      earlierHref: last ? `${REVIEW_HREF}?before=${last.id}#decided` : null,
      links: links.map((link) => linkView(link, reader)),
    });
  }

  @Post('review/:filingId/:organizationId')
  @Access('operator')
  async decide(
    @RowId('filingId') filingId: string,
    @RowId('organizationId') organizationId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { verdict } = validated(GivenWord, body);
    const pair = { filingId, organizationId, accountId: visitorOf(request).id };
    if (!(await this.reviews.decide(pair, verdict))) throw new NotFoundException();
    response.redirect(303, REVIEW_HREF);
  }

  /** "Not the same incident." */
  @Post('links/:linkId/undo')
  @Access('operator')
  async undo(
    @RowId('linkId') linkId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    if (!(await this.reviews.undoLink(linkId, visitorOf(request).id))) throw new NotFoundException();
    response.redirect(303, `${REVIEW_HREF}#links`);
  }

  @Get(':breachId/review')
  @Access('operator')
  async breach(
    @RowId('breachId') breachId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const reader = readerOf(request, this.clock.now());
    const breach = await this.reader.breach(breachId);
    if (breach === null) throw new NotFoundException();
    const { withdrawal } = breach;
    const links = await this.reader.links(breachId);
    this.pages.send(response, 'breach-operator', {
      ...(await this.pages.shell(request)),
      name: breachName(breach, reader),
      publicHref: `/breaches/${breachId}`,
      filings: breach.filings.map(({ filing, goneAt }) => filingView(filing, goneAt, reader)),
      links: links.map((link) => linkView(link, reader)),
      withdrawal: withdrawal && { ...withdrawal, at: momentWords(new Date(withdrawal.at), reader) },
      withdrawAction: withdrawal === null ? `/breaches/${breachId}/withdrawal` : null,
    });
  }

  /** A hoax, or filed in error: what was said of it is taken back. */
  @Post(':breachId/withdrawal')
  @Access('operator')
  async withdraw(
    @RowId('breachId') breachId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { reason } = validated(Withdrawal, body);
    if (!(await this.reviews.withdraw(breachId, reason, visitorOf(request).id)))
      throw new NotFoundException();
    response.redirect(303, breachReviewHref(breachId));
  }
}
