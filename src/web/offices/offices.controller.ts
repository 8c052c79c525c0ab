import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Clock } from '../../lib/clock.js';
import { OfficeService } from '../../services/office.service.js';
import { OfficerStore } from '../../store/offices/officer.store.js';
import { ProviderStore } from '../../store/offices/provider.store.js';
import { Access } from '../access.guard.js';
import { Pages } from '../pages.js';
import { readerOf } from '../reader-of.js';
import { validated } from '../validated.js';
import { visitorOf } from '../visitor.js';
import type { VisitRequest } from '../visit.js';
import { momentWords, type Reader } from '../words/times.js';
import { zoneChoices } from '../words/zones.js';
import { OfficeForm } from './office-forms.js';
import { officeHref, officeRunHref } from './office-links.js';
import type { OfficesView } from './views.js';

/** The reader's own offices; for an operator also which ones take part. */
@Controller('offices')
export class OfficesController {
  constructor(
    private readonly pages: Pages,
    private readonly providers: ProviderStore,
    private readonly officers: OfficerStore,
    private readonly service: OfficeService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('signed-in')
  async list(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    const { id, roles } = visitorOf(request);
    const own = await this.officers.ownOffices(id);
    this.pages.send(response, 'offices', {
      ...(await this.pages.shell(request)),
      own: own.map(({ id: providerId, name, openCases }) => ({
        name,
        href: officeHref(providerId),
        openCases,
      })),
      operator: roles.includes('operator') ? await this.toRun(readerOf(request, this.clock.now())) : null,
    });
  }

  /** An office joins. */
  @Post()
  @Access('operator')
  async join(@Body() body: unknown, @Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    const { name, zone, patients } = validated(OfficeForm, body);
    const office = { name, timeZone: zone, patients: patients ?? null };
    response.redirect(303, officeRunHref(await this.service.join(office, visitorOf(request).id)));
  }

  private async toRun(reader: Reader): Promise<OfficesView['operator']> {
    const offices = await this.providers.all();
    return {
      offices: offices.map(({ id, name, joinedAt, leftAt, officers }) => ({
        name,
        href: officeRunHref(id),
        since: momentWords(joinedAt, reader),
        left: leftAt && momentWords(leftAt, reader),
        officers,
      })),
      zones: zoneChoices(reader.zone, reader),
    };
  }
}
