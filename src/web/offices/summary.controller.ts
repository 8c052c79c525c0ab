import { Controller, Get, NotFoundException, Param, Query, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Config } from '../../config/config.js';
import { MONTH } from '../../domain/month.js';
import type { SummaryRow } from '../../domain/summary/figures.js';
import { Clock } from '../../lib/clock.js';
import { SummaryStore } from '../../store/summary.store.js';
import { formsOf, summaryFile } from '../../summaries/summary-files.js';
import { Access } from '../access.guard.js';
import { type SummaryLinks, summaryView } from './summary-view.js';
import { Pages } from '../pages.js';
import { localeFor, readerOf } from '../reader-of.js';
import { keepInert } from '../security-headers.js';
import { RowId } from '../validated.js';
import type { VisitRequest } from '../visit.js';
import { officeHref, summaryHref } from './office-links.js';

const VERSION = /^[1-9]\d{0,3}$/;

/** One summary to the officers of its office: the page, and the same as files. */
@Controller('offices/:providerId/summaries')
export class SummaryController {
  constructor(
    private readonly pages: Pages,
    private readonly summaries: SummaryStore,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** To be saved, and never shown within our pages. @param form pdf, csv or json */
  @Get(':month.:form')
  @Access('officer')
  async file(
    @RowId('providerId') id: string,
    @Param('month') month: string,
    @Param('form') asked: string,
    @Query('version') version: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const row = await this.find(id, month, version);
    const form = formsOf(row).find((one) => one === asked);
    if (form === undefined) throw new NotFoundException();
    const { name, type, bytes } = await summaryFile(form, row, localeFor(request), this.config.publicUrl);
    keepInert(response);
    response.attachment(name).type(type).send(bytes);
  }

  /** The newest version of a month, or the one that is asked for. */
  @Get(':month')
  @Access('officer')
  async show(
    @RowId('providerId') id: string,
    @Param('month') month: string,
    @Query('version') version: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const row = await this.find(id, month, version);
    const reader = readerOf(request, this.clock.now());
    const months = await this.summaries.list(id);
    this.pages.send(response, 'summary', {
      ...(await this.pages.shell(request)),
      ...summaryView(row, reader, linksOf(id, row, months)),
    });
  }

  /** @throws NotFoundException where there is no such month, or no such version of it */
  private async find(id: string, month: string, version: unknown): Promise<SummaryRow> {
    const asked = version === undefined ? '' : String(version);
    if (!MONTH.test(month) || (asked !== '' && !VERSION.test(asked))) throw new NotFoundException();
    const row = await this.summaries.find(id, month, asked === '' ? null : Number(asked));
    if (row === null) throw new NotFoundException();
    return row;
  }
}

function linksOf(
  id: string,
  { month, version }: SummaryRow,
  months: { month: string; version: number }[],
): SummaryLinks {
  const newest = months.find((one) => one.month === month)?.version ?? version;
  const versions = Array.from({ length: newest }, (_, at) => newest - at);
  const href = summaryHref(id, month);
  return {
    list: officeHref(id),
    newer: newest > version ? href : null,
    form: (form) => `${href}.${form}?version=${version}`,
    months: months
      .filter((one) => one.month !== month)
      .map((one) => ({ month: one.month, href: summaryHref(id, one.month) })),
    versions: versions
      .filter((one) => one !== version)
      .map((one) => ({ version: one, href: `${href}?version=${one}` })),
  };
}
