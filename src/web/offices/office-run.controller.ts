import { Body, Controller, Get, NotFoundException, Post, Query, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { LEFT_NAME } from '../../domain/people/left.js';
import { Clock } from '../../lib/clock.js';
import { OfficeService } from '../../services/office.service.js';
import { type Officer, OfficerStore } from '../../store/offices/officer.store.js';
import { ProviderStore } from '../../store/offices/provider.store.js';
import { Access } from '../access.guard.js';
import { goOn } from '../go-on.js';
import { Pages } from '../pages.js';
import { localeFor, readerOf } from '../reader-of.js';
import { toldApart } from '../told-apart.js';
import { RowId, validated } from '../validated.js';
import { visitorOf } from '../visitor.js';
import type { VisitRequest } from '../visit.js';
import { momentWords, type Reader } from '../words/times.js';
import { zoneWords } from '../words/zones.js';
import { OfficerForm, OrganizationForm, PatientsForm } from './office-forms.js';
import { officeRunHref } from './office-links.js';
import type { OfficerView } from './views.js';

const MOST_SHOWN = 25;
const LONGEST_QUERY = 100;

/** One office to the operator: under which names its records stand, and who its officers are. */
@Controller('offices/run/:officeId')
export class OfficeRunController {
  constructor(
    private readonly pages: Pages,
    private readonly providers: ProviderStore,
    private readonly officers: OfficerStore,
    private readonly service: OfficeService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('operator')
  async show(
    @RowId('officeId') id: string,
    @Query('q') q: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const office = await this.providers.find(id);
    if (office === null) throw new NotFoundException();
    const reader = readerOf(request, this.clock.now());
    const query = typeof q === 'string' ? q.trim().slice(0, LONGEST_QUERY) : '';
    const found = await this.providers.freeOrganizations(query);
    const officers = await this.officers.ofOffice(id);
    const action = officeRunHref(id);
    this.pages.send(response, 'office-run', {
      ...(await this.pages.shell(request)),
      name: office.name,
      zone: zoneWords(office.timeZone, localeFor(request)),
      patients: office.patients,
      told: office.patientsAt && { by: office.patientsBy!, at: momentWords(office.patientsAt, reader) },
      since: momentWords(office.joinedAt, reader),
      left: office.leftAt && momentWords(office.leftAt, reader),
      organizations: toldApart(office.organizations).map((one) => ({
        ...one,
        action: `${action}/organizations/${one.id}/give-up`,
      })),
      former: office.former.map(({ name, city, state, endedBy, endedAt }) => ({
        ...{ name, city, state },
        by: endedBy,
        at: momentWords(new Date(endedAt), reader),
      })),
      officers: officers.map((officer) => officerView(officer, action, reader)),
      query,
      found: toldApart(found.slice(0, MOST_SHOWN)),
      more: found.length > MOST_SHOWN,
      action,
    });
  }

  @Post('organizations')
  @Access('operator')
  async take(
    @RowId('officeId') id: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { organization } = validated(OrganizationForm, body);
    await this.service.take(id, organization, visitorOf(request).id);
    response.redirect(303, officeRunHref(id));
  }

  @Post('organizations/:organizationId/give-up')
  @Access('operator')
  async giveUp(
    @RowId('officeId') id: string,
    @RowId('organizationId') organizationId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const done = this.service.giveUp(id, organizationId, visitorOf(request).id);
    await goOn(done, response, officeRunHref(id));
  }

  /** How many patients the office has by its own count; the next summary goes by it. */
  @Post('patients')
  @Access('operator')
  async count(
    @RowId('officeId') id: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { patients } = validated(PatientsForm, body);
    const done = this.service.count(id, patients ?? null, visitorOf(request).id);
    await goOn(done, response, officeRunHref(id));
  }

  @Post('officers')
  @Access('operator')
  async invite(
    @RowId('officeId') id: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const invited = { ...validated(OfficerForm, body), locale: localeFor(request) };
    await this.service.invite(id, visitorOf(request).id, invited);
    response.redirect(303, officeRunHref(id));
  }

  @Post('officers/:officerId/end')
  @Access('operator')
  async end(
    @RowId('officeId') id: string,
    @RowId('officerId') officerId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    await goOn(this.service.end(officerId, id, visitorOf(request).id), response, officeRunHref(id));
  }

  @Post('leave')
  @Access('operator')
  async leave(
    @RowId('officeId') id: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    await goOn(this.service.leave(id, visitorOf(request).id), response, officeRunHref(id));
  }
}

function officerView(officer: Officer, action: string, reader: Reader): OfficerView {
  const { id, name, email, acceptedAt, endedAt, expiresAt } = officer;
  const view = (state: OfficerView['state'], at: Date): OfficerView => ({
    name: name || LEFT_NAME,
    email: name === '' ? null : email,
    state,
    at: momentWords(at, reader),
    endAction: state === 'ended' ? null : `${action}/officers/${id}/end`,
  });
  if (endedAt !== null) return view('ended', endedAt);
  if (acceptedAt !== null) return view('in', acceptedAt);
  return view(expiresAt > reader.now ? 'asked' : 'late', expiresAt);
}
