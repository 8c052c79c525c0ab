import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { readFileSync } from 'node:fs';
import { compareLevels } from '../../domain/level.js';
import { Clock } from '../../lib/clock.js';
import { HomeReader } from '../../store/pages/home.reader.js';
import { InboxReader } from '../../store/pages/inbox.reader.js';
import { type Need, NeedReader } from '../../store/pages/need.reader.js';
import { Access, ProgramAccess } from '../access.guard.js';
import { tellsOf, visitorOf } from '../visitor.js';
import type { VisitRequest } from '../visit.js';
import { messageView, needView, patientLine } from './views.js';

const OPENAPI = readFileSync(new URL('../../../templates/api/openapi.json', import.meta.url));

/** What a program is told of all patients of its person. */
@Controller('api')
export class ApiController {
  constructor(
    private readonly home: HomeReader,
    private readonly needReader: NeedReader,
    private readonly messages: InboxReader,
    private readonly clock: Clock,
  ) {}

  @Get('openapi.json')
  @Access('public')
  openapi(@Res() response: Response): void {
    response.type('application/json').send(OPENAPI);
  }

  @Get('patients')
  @ProgramAccess('signed-in', 'read')
  async patients(@Req() request: VisitRequest): Promise<object> {
    const watched = await this.home.watched(visitorOf(request).id);
    tellsOf(
      request,
      watched.map(({ id }) => id),
    );
    return { patients: watched.map(patientLine) };
  }

  @Get('needs')
  @ProgramAccess('signed-in', 'read')
  async needs(@Req() request: VisitRequest): Promise<object> {
    const needs = await this.needReader.needsOf(visitorOf(request).id, null, this.clock.now());
    tellsOf(
      request,
      needs.map(({ patientId }) => patientId),
    );
    return { needs: loudestFirst(needs).map(needView) };
  }

  /** The newest 200. */
  @Get('inbox')
  @ProgramAccess('signed-in', 'read')
  async inbox(@Req() request: VisitRequest): Promise<object> {
    const rows = await this.messages.newest(visitorOf(request).id);
    tellsOf(
      request,
      rows.map(({ patient }) => patient?.id ?? null),
    );
    return { messages: rows.map(messageView) };
  }
}

/** As pages have them. */
export function loudestFirst(needs: Need[]): Need[] {
  return [...needs].sort((a, b) => compareLevels(b.level, a.level) || b.at.getTime() - a.at.getTime());
}
