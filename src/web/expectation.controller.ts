import { Body, Controller, NotFoundException, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Clock } from '../lib/clock.js';
import { ExpectationStore } from '../store/expectation.store.js';
import { refusal } from '../words/refusal.js';
import { Access } from './access.guard.js';
import { ExpectedScan, expectedIn } from './expectation-form.js';
import { readerOf } from './reader-of.js';
import { patientHref } from './record-links.js';
import { RowId, validated } from './validated.js';
import { visitorOf } from './visitor.js';
import type { VisitRequest } from './visit.js';

/** "I have a scan on Friday", and its taking back. */
@Controller('patients/:patientId/expected')
export class ExpectationController {
  constructor(
    private readonly expectations: ExpectationStore,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Access('act')
  async say(
    @RowId('patientId') patientId: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const now = this.clock.now();
    const exam = expectedIn(validated(ExpectedScan, body), readerOf(request, now));
    const said = { ...exam, patientId, accountId: visitorOf(request).id };
    if (!(await this.expectations.add(said, now))) throw refusal('form.manyScans');
    response.redirect(303, patientHref(patientId));
  }

  @Post(':expectationId/taken-back')
  @Access('act')
  async takeBack(
    @RowId('patientId') patientId: string,
    @RowId('expectationId') id: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const said = { id, patientId, accountId: visitorOf(request).id };
    if (!(await this.expectations.takeBack(said, this.clock.now()))) throw new NotFoundException();
    response.redirect(303, patientHref(patientId));
  }
}
