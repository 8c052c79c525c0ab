import { Controller, Get, NotFoundException, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Clock } from '../lib/clock.js';
import { type LookAsked, LookReader, type LookRow } from '../store/pages/look.reader.js';
import { Access } from './access.guard.js';
import { Pages } from './pages.js';
import { ProgressStreams, type Told } from './progress-streams.js';
import { lookOverWords, lookWords } from './progress-view.js';
import { localeFor } from './reader-of.js';
import { connectionHref, patientHref, progressHref } from './record-links.js';
import { allowOwnScripts } from './security-headers.js';
import { RowId } from './validated.js';
import { visitorOf, whoOf } from './visitor.js';
import type { VisitRequest } from './visit.js';

/** Without scripts the page loads itself again this often. */
const REFRESH_SECONDS = 10;

/** How far a look at a place is: told as it goes on, or by loading the page again. It is read from the rows, whoever looks. */
@Controller('patients/:patientId/connections/:connectionId/progress')
export class ProgressController {
  constructor(
    private readonly pages: Pages,
    private readonly looks: LookReader,
    private readonly streams: ProgressStreams,
    private readonly clock: Clock,
  ) {}

  /** When the look is over, on to what it brought. */
  @Get()
  @Access('view')
  async show(
    @RowId('patientId') patientId: string,
    @RowId('connectionId') connectionId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const row = await this.find(askedBy(request, patientId, connectionId));
    if (row.dueSince === null) {
      const isList = row.isNewList && !row.failed;
      return response.redirect(
        303,
        isList ? patientHref(patientId) : connectionHref(patientId, connectionId),
      );
    }
    const href = progressHref(patientId, connectionId);
    allowOwnScripts(response);
    this.pages.send(response, 'progress', {
      ...(await this.pages.shell(request)),
      who: whoOf(request, row.name),
      patientHref: patientHref(patientId),
      organization: row.place,
      says: lookWords(row, this.clock.now(), localeFor(request)),
      refresh: request.query['still'] === undefined ? REFRESH_SECONDS : null,
      href,
      stillHref: `${href}?still=yes`,
      eventsHref: `${href}/events`,
    });
  }

  /** A `step` for what is new, and `over` when the page leads on. */
  @Get('events')
  @Access('view')
  async events(
    @RowId('patientId') patientId: string,
    @RowId('connectionId') connectionId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const asked = askedBy(request, patientId, connectionId);
    const locale = localeFor(request);
    const describe = (row: LookRow | null): Told =>
      row === null || row.dueSince === null
        ? { event: 'over', lines: lookOverWords(row, locale), isLast: true }
        : { event: 'step', lines: lookWords(row, this.clock.now(), locale), isLast: false };
    this.streams.follow(response, asked, await this.find(asked), describe);
  }

  private async find(asked: LookAsked): Promise<LookRow> {
    const [row] = await this.looks.find([asked], this.clock.now());
    if (!row) throw new NotFoundException();
    return row;
  }
}

function askedBy(request: VisitRequest, patientId: string, connectionId: string): LookAsked {
  const { sessionId } = request.visit;
  if (sessionId === null) throw new Error('this route needs an access rule that asks for a session');
  return { patientId, connectionId, accountId: visitorOf(request).id, sessionId };
}
