import { Body, Controller, Get, NotFoundException, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { fhirBaseIn } from '../lib/http/fhir-base.js';
import { Clock } from '../lib/clock.js';
import { AccessStore } from '../store/access.store.js';
import type { Question } from '../store/answer.store.js';
import { ConnectionStore } from '../store/connection.store.js';
import { ConnectionReader } from '../store/pages/connection.reader.js';
import { type Site, SiteStore } from '../store/site.store.js';
import { Access } from './access.guard.js';
import { LinkChoice } from './link.controller.js';
import { LinkPages } from './link-pages.js';
import { accessWords } from './link-view.js';
import { Pages } from './pages.js';
import { readerOf } from './reader-of.js';
import { connectionHref, patientHref, progressHref, relinkAction } from './record-links.js';
import { allowLeaving } from './security-headers.js';
import { RowId, validated } from './validated.js';
import { mayAct, visitorOf, whoOf } from './visitor.js';
import type { VisitRequest } from './visit.js';

/** The access behind a connection: what it lets us read, and giving it once more. */
@Controller('patients/:patientId/connections/:connectionId')
export class RelinkController {
  constructor(
    private readonly pages: Pages,
    private readonly linkPages: LinkPages,
    private readonly places: ConnectionReader,
    private readonly connections: ConnectionStore,
    private readonly accesses: AccessStore,
    private readonly sites: SiteStore,
    private readonly clock: Clock,
  ) {}

  @Get('access')
  @Access('view')
  async show(
    @RowId('patientId') patientId: string,
    @RowId('connectionId') connectionId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const reader = readerOf(request, this.clock.now());
    const row = await this.places.find(connectionId, patientId, visitorOf(request).id, reader.now);
    const facts = await this.accesses.facts(connectionId, patientId);
    if (row === null || facts === null) throw new NotFoundException();
    const who = whoOf(request, row.name);
    allowLeaving(response);
    this.pages.send(response, 'access', {
      ...(await this.pages.shell(request)),
      who,
      organization: row.place.siteName,
      connectionHref: connectionHref(patientId, connectionId),
      patientHref: patientHref(patientId),
      progressHref: row.due ? progressHref(patientId, connectionId) : null,
      ...accessWords(facts, reader),
      relinkAction: mayAct(who) ? relinkAction(patientId, connectionId) : null,
    });
  }

  /** "Link again": on to the same place, for the same connection, which keeps its history. */
  @Post('relink')
  @Access('act')
  async begin(
    @RowId('patientId') patientId: string,
    @RowId('connectionId') connectionId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { scans } = validated(LinkChoice, body);
    const site = await this.siteOf({ id: connectionId, patientId, accountId: visitorOf(request).id });
    const target = { patientId, site, connectionId };
    await this.linkPages.leave(request, response, { ...target, imaging: scans !== 'no' });
  }

  /** The place of the directory where the connection reads. */
  private async siteOf(place: Question): Promise<Site> {
    const record = await this.connections.recordOf(place);
    const site = record && (await this.sites.findAt(fhirBaseIn(record.fhirBase) ?? record.fhirBase));
    if (!site) throw new NotFoundException();
    return site;
  }
}
