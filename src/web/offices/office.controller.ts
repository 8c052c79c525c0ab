import { Controller, Get, NotFoundException, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Clock } from '../../lib/clock.js';
import { OfficeCaseStore } from '../../store/offices/office-case.store.js';
import { ProviderStore } from '../../store/offices/provider.store.js';
import { SummaryStore } from '../../store/summary.store.js';
import { Access } from '../access.guard.js';
import { Pages } from '../pages.js';
import { readerOf } from '../reader-of.js';
import { RowId } from '../validated.js';
import type { VisitRequest } from '../visit.js';
import { momentWords, type Reader, statedDay } from '../words/times.js';
import { officeCasesHref, summaryHref } from './office-links.js';
import type { MonthView } from './views.js';

/** An office to its officers: its summaries, and the way to its cases. */
@Controller('offices/:providerId')
export class OfficeController {
  constructor(
    private readonly pages: Pages,
    private readonly providers: ProviderStore,
    private readonly summaries: SummaryStore,
    private readonly cases: OfficeCaseStore,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('officer')
  async show(
    @RowId('providerId') id: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const reader = readerOf(request, this.clock.now());
    const office = await this.providers.find(id);
    if (office === null) throw new NotFoundException();
    const [newest, ...before] = await this.summaries.list(id);
    const { all, open } = await this.cases.count(id);
    this.pages.send(response, 'office', {
      ...(await this.pages.shell(request)),
      name: office.name,
      newest: newest === undefined ? null : monthView(id, newest, reader),
      before: before.map((month) => monthView(id, month, reader)),
      nextDue: momentWords(office.dueAt, reader),
      casesHref: officeCasesHref(id),
      cases: all,
      openCases: open,
    });
  }
}

function monthView(
  id: string,
  { month, hasFigures }: { month: string; hasFigures: boolean },
  reader: Reader,
): MonthView {
  return { month: statedDay(month, reader)!, href: summaryHref(id, month), hasFigures };
}
