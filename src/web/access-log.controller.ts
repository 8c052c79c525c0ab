import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Clock } from '../lib/clock.js';
import { AccessReader } from '../store/pages/access.reader.js';
import { PatientReader } from '../store/pages/patient.reader.js';
import { eventsView, personView } from './access-log-view.js';
import { Access } from './access.guard.js';
import { Pages } from './pages.js';
import { peopleHref } from './people/people-links.js';
import { readerOf } from './reader-of.js';
import { patientHref } from './record-links.js';
import { RowId } from './validated.js';
import { mayAct, visitorOf, whoOf } from './visitor.js';
import type { VisitRequest } from './visit.js';

/** Who looked at a record, and who can see it. */
@Controller('patients/:patientId/access')
export class AccessLogController {
  constructor(
    private readonly pages: Pages,
    private readonly accesses: AccessReader,
    private readonly patients: PatientReader,
    private readonly clock: Clock,
  ) {}

  /** A helper reads of their own grant alone. @param before the number of an event; those before it */
  @Get()
  @Access('view')
  async show(
    @RowId('patientId') patientId: string,
    @Query('before') before: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { id } = visitorOf(request);
    const reader = readerOf(request, this.clock.now());
    const who = whoOf(request, await this.patients.name(patientId));
    const all = await this.accesses.people(patientId, id);
    const people = mayAct(who) ? all : all.filter(({ accountId }) => accountId === id);
    const from = typeof before === 'string' && /^\d{1,18}$/.test(before) ? before : null;
    const events = mayAct(who)
      ? eventsView(patientId, await this.accesses.events(patientId, id, from, who.role === 'self'), reader)
      : { days: null, olderHref: null };
    this.pages.send(response, 'access-log', {
      ...(await this.pages.shell(request)),
      who,
      patientHref: patientHref(patientId),
      peopleHref: peopleHref(patientId),
      people: people.map((person) => personView(person, id, reader)),
      ...events,
    });
  }
}
