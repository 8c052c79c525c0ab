import { Body, Controller, Get, NotFoundException, Post, Query, Req, Res } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import type { Response } from 'express';
import { type Site, SiteStore } from '../store/site.store.js';
import { PatientReader } from '../store/pages/patient.reader.js';
import { Access } from './access.guard.js';
import { foundSiteView, kindsAsked } from './link-view.js';
import { LinkPages } from './link-pages.js';
import { Pages } from './pages.js';
import { linkHref, patientHref, siteHref } from './record-links.js';
import { allowLeaving } from './security-headers.js';
import { RowId, validated } from './validated.js';
import { mayAct, whoOf } from './visitor.js';
import type { VisitRequest } from './visit.js';

const MOST_SHOWN = 25;
const LONGEST_QUERY = 100;

/** A place that refuses all at once may give the rest without the list of scans. */
export class LinkChoice {
  @IsOptional() @IsIn(['no'], { message: 'form.ways' }) scans?: 'no';
}

/** Linking a place to a patient's record: find it, see what will be read, go on to sign in there. */
@Controller('patients/:patientId/link')
export class LinkController {
  constructor(
    private readonly pages: Pages,
    private readonly linkPages: LinkPages,
    private readonly sites: SiteStore,
    private readonly patients: PatientReader,
  ) {}

  @Get()
  @Access('view')
  async search(
    @RowId('patientId') patientId: string,
    @Query('q') q: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const query = typeof q === 'string' ? q.trim().slice(0, LONGEST_QUERY) : '';
    const who = whoOf(request, await this.patients.name(patientId));
    const found =
      query === ''
        ? await this.sites.registered(MOST_SHOWN + 1)
        : await this.sites.search(query, MOST_SHOWN + 1);
    this.pages.send(response, 'link', {
      ...(await this.pages.shell(request)),
      who,
      patientHref: patientHref(patientId),
      searchAction: mayAct(who) ? linkHref(patientId) : null,
      query,
      sites: mayAct(who)
        ? found.slice(0, MOST_SHOWN).map((site) => foundSiteView(patientId, query, site))
        : [],
      more: found.length > MOST_SHOWN,
    });
  }

  @Get(':siteId')
  @Access('view')
  async show(
    @RowId('patientId') patientId: string,
    @RowId('siteId') siteId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const site = await this.siteOf(siteId);
    const who = whoOf(request, await this.patients.name(patientId));
    const usable = site.registration !== null;
    allowLeaving(response);
    this.pages.send(response, 'link-site', {
      ...(await this.pages.shell(request)),
      who,
      searchHref: linkHref(patientId),
      name: site.name,
      reads: kindsAsked(site),
      usable,
      linkAction: usable && mayAct(who) ? siteHref(patientId, siteId) : null,
    });
  }

  /** On to the place. */
  @Post(':siteId')
  @Access('act')
  async begin(
    @RowId('patientId') patientId: string,
    @RowId('siteId') siteId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { scans } = validated(LinkChoice, body);
    const site = await this.siteOf(siteId);
    const target = { patientId, site, connectionId: null };
    await this.linkPages.leave(request, response, { ...target, imaging: scans !== 'no' });
  }

  private async siteOf(siteId: string): Promise<Site> {
    const site = await this.sites.find(siteId);
    if (site === null) throw new NotFoundException();
    return site;
  }
}
