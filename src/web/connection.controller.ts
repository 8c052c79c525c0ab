import { Body, Controller, Get, NotFoundException, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Clock } from '../lib/clock.js';
import { PART_OF_RECORD } from '../services/upload.service.js';
import { ConnectionStore } from '../store/connection.store.js';
import { STATE_CODES } from '../domain/matching/states.js';
import { OrganizationStore } from '../store/organization.store.js';
import { AccessStore } from '../store/access.store.js';
import { ConnectionReader } from '../store/pages/connection.reader.js';
import { Access } from './access.guard.js';
import { consentViews } from './consent-view.js';
import { connectionView, whyIncomplete } from './connection-view.js';
import { OwnPlaceForm, placeIn } from './place-form.js';
import { HideOffer } from './people/hide-offer.js';
import { Pages } from './pages.js';
import { readerOf } from './reader-of.js';
import { soonEnd } from './link-view.js';
import {
  accessHref,
  connectionHref,
  filesHref,
  patientHref,
  progressHref,
  relinkAction,
} from './record-links.js';
import { allowLeaving } from './security-headers.js';
import { stepDates } from './step-dates.js';
import { RowId, validated } from './validated.js';
import { mayAct, visitorOf, whoOf } from './visitor.js';
import type { VisitRequest } from './visit.js';

/** A place where a patient's record is looked at. */
@Controller('patients/:patientId/connections/:connectionId')
export class ConnectionController {
  constructor(
    private readonly pages: Pages,
    private readonly places: ConnectionReader,
    private readonly connections: ConnectionStore,
    private readonly accesses: AccessStore,
    private readonly organizations: OrganizationStore,
    private readonly hideOffer: HideOffer,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('view')
  async show(
    @RowId('patientId') patientId: string,
    @RowId('connectionId') connectionId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const reader = readerOf(request, this.clock.now());
    const row = await this.places.find(connectionId, patientId, visitorOf(request).id, reader.now);
    if (row === null) throw new NotFoundException();
    const who = whoOf(request, row.name);
    const { files } = row.place;
    const looking = row.due || files !== null || !mayAct(who);
    const access = await this.accesses.facts(connectionId, patientId);
    allowLeaving(response);
    this.pages.send(response, 'connection', {
      ...(await this.pages.shell(request)),
      who,
      patientHref: patientHref(patientId),
      progressHref: progressHref(patientId, connectionId),
      hide: await this.hideOffer.of(who, patientId, 'connection', connectionId),
      connection: connectionView(patientId, row.place, reader, visitorOf(request).id),
      why: whyIncomplete(row.incomplete.filter((reason) => reason !== PART_OF_RECORD)),
      setAside: row.quarantined,
      mixed: row.mixed,
      consents: who.role === 'helper' ? [] : consentViews(row.consents, reader),
      organization: row.place.siteName,
      dates: stepDates('act soon', reader),
      filesHref: files !== null && mayAct(who) ? filesHref(patientId, row.place.siteName) : null,
      lookAction: looking ? null : `${connectionHref(patientId, connectionId)}/look`,
      relinkAction: row.linkable && mayAct(who) ? relinkAction(patientId, connectionId) : null,
      accessHref: access && accessHref(patientId, connectionId),
      accessEnds: access && soonEnd(access, reader),
      unplaced: mayAct(who) ? row.unplaced : [],
      placeAction: `${connectionHref(patientId, connectionId)}/place`,
      states: STATE_CODES,
    });
  }

  /** Town and state of a place that holds studies, by whoever may act for the patient; asked once. */
  @Post('place')
  @Access('act')
  async place(
    @RowId('patientId') patientId: string,
    @RowId('connectionId') connectionId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const form = validated(OwnPlaceForm, body);
    const said = {
      ...placeIn(form),
      organizationId: form.organization,
      accountId: visitorOf(request).id,
    };
    const at = this.clock.now().toISOString();
    if (!(await this.organizations.placeByPatient(connectionId, patientId, said, at)))
      throw new NotFoundException();
    response.redirect(303, connectionHref(patientId, connectionId));
  }

  /** "Look again now": the pull becomes due, and the worker makes it; the next page tells how far it is. */
  @Post('look')
  @Access('act')
  async look(
    @RowId('patientId') patientId: string,
    @RowId('connectionId') id: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const place = { id, patientId, accountId: visitorOf(request).id };
    if (!(await this.connections.hurryFor(place, this.clock.now()))) throw new NotFoundException();
    response.redirect(303, progressHref(patientId, id));
  }
}
