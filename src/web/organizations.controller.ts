import { Body, Controller, Get, NotFoundException, Post, Query, Req, Res } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsString, Length } from 'class-validator';
import type { Response } from 'express';
import { STATE_CODES } from '../domain/matching/states.js';
import { Clock } from '../lib/clock.js';
import { type Curated, OrganizationStore } from '../store/organization.store.js';
import { OrganizationsReader } from '../store/pages/organizations.reader.js';
import { refusal } from '../words/refusal.js';
import { Access } from './access.guard.js';
import { organizationHref, organizationView } from './organizations-view.js';
import { Pages } from './pages.js';
import { oneLine, PlaceForm, placeIn } from './place-form.js';
import { readerOf } from './reader-of.js';
import { toldApart } from './told-apart.js';
import { RowId, validated } from './validated.js';
import { visitorOf } from './visitor.js';
import type { VisitRequest } from './visit.js';

const MOST_SHOWN = 25;
const LONGEST_QUERY = 100;
const SOURCE = { message: 'organizations.refused.source' };
const NAME = { message: 'organizations.refused.name' };

const tidied = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? oneLine(value) : value,
);

class AddedName {
  @tidied @IsString(NAME) @Length(2, 200, NAME) name!: string;
}

class AddedVendor extends AddedName {
  @tidied
  @IsString(SOURCE)
  @Length(4, 500, SOURCE)
  source!: string;
}

/** Places that hold records, for the operator: other names, vendors by a source, town and state. */
@Controller('organizations')
export class OrganizationsController {
  constructor(
    private readonly pages: Pages,
    private readonly reader: OrganizationsReader,
    private readonly store: OrganizationStore,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('operator')
  async search(
    @Query('q') q: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const query = typeof q === 'string' ? q.trim().slice(0, LONGEST_QUERY) : '';
    const found = await this.reader.search(query);
    this.pages.send(response, 'organizations', {
      ...(await this.pages.shell(request)),
      query,
      organizations: toldApart(found.slice(0, MOST_SHOWN)).map(({ id, name, city, state, apart }) => ({
        ...{ href: organizationHref(id), name, city, state, apart },
      })),
      more: found.length > MOST_SHOWN,
    });
  }

  @Get(':organizationId')
  @Access('operator')
  async show(
    @RowId('organizationId') id: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const row = await this.reader.find(id);
    if (row === null) throw new NotFoundException();
    this.pages.send(response, 'organization', {
      ...(await this.pages.shell(request)),
      ...organizationView(row, readerOf(request, this.clock.now())),
      states: STATE_CODES.map((code) => ({ code, chosen: code === row.state })),
    });
  }

  @Post(':organizationId/aliases')
  @Access('operator')
  async addAlias(
    @RowId('organizationId') organizationId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { name } = validated(AddedName, body);
    const added = { organizationId, name, accountId: visitorOf(request).id };
    await this.takeOver(organizationId, response, (at) => this.store.addAlias(added, at));
  }

  @Post(':organizationId/vendors')
  @Access('operator')
  async addVendor(
    @RowId('organizationId') organizationId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { name, source } = validated(AddedVendor, body);
    const added = { organizationId, name, accountId: visitorOf(request).id };
    await this.takeOver(organizationId, response, (at) => this.store.addVendor(added, source, at));
  }

  @Post(':organizationId/place')
  @Access('operator')
  async place(
    @RowId('organizationId') organizationId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const said = { ...placeIn(validated(PlaceForm, body)), organizationId, accountId: visitorOf(request).id };
    await this.takeOver(organizationId, response, (at) => this.store.placeByOperator(said, at));
  }

  @Post(':organizationId/aliases/:rowId/end')
  @Access('operator')
  endAlias(
    @RowId('organizationId') organizationId: string,
    @RowId('rowId') id: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    return this.end('organization_alias', id, organizationId, request, response);
  }

  @Post(':organizationId/vendors/:rowId/end')
  @Access('operator')
  endVendor(
    @RowId('organizationId') organizationId: string,
    @RowId('rowId') id: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    return this.end('organization_vendor', id, organizationId, request, response);
  }

  private async end(
    table: Curated,
    id: string,
    organizationId: string,
    request: VisitRequest,
    response: Response,
  ): Promise<void> {
    const at = this.clock.now().toISOString();
    if (!(await this.store.end(table, id, organizationId, visitorOf(request).id, at)))
      throw new NotFoundException();
    response.redirect(303, organizationHref(organizationId));
  }

  private async takeOver(
    organizationId: string,
    response: Response,
    change: (at: string) => Promise<boolean>,
  ): Promise<void> {
    if (!(await change(this.clock.now().toISOString()))) {
      if ((await this.reader.find(organizationId)) === null) throw new NotFoundException();
      throw refusal('organizations.refused.already');
    }
    response.redirect(303, organizationHref(organizationId));
  }
}
