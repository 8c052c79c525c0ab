import { Controller, ForbiddenException, Get, NotFoundException, Post, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Clock } from '../../lib/clock.js';
import { type CountingOffice, CountingStore, type CountingWord } from '../../store/offices/counting.store.js';
import { PatientReader } from '../../store/pages/patient.reader.js';
import { Access } from '../access.guard.js';
import { Pages } from '../pages.js';
import { localeFor, readerOf } from '../reader-of.js';
import { countingHref, patientHref } from '../record-links.js';
import { RowId } from '../validated.js';
import { mayAct, visitorOf, whoOf } from '../visitor.js';
import type { VisitRequest } from '../visit.js';
import { momentWords } from '../words/times.js';
import { countingConsent } from './office-consent.js';

/** Whether what a patient marks is counted for an office. Off until somebody who may says so; taken back at any time. */
@Controller('patients/:patientId/counting')
export class CountingController {
  constructor(
    private readonly pages: Pages,
    private readonly counting: CountingStore,
    private readonly patients: PatientReader,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('view')
  async show(
    @RowId('patientId') patientId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const who = whoOf(request, await this.patients.name(patientId));
    const reader = readerOf(request, this.clock.now());
    const offices = await this.counting.offices(patientId, visitorOf(request).id);
    this.pages.send(response, 'counting', {
      ...(await this.pages.shell(request)),
      who,
      patientHref: patientHref(patientId),
      mayDecide: maySpeakForAll(request),
      offices: offices.map(({ id, name, consent }) => ({
        name,
        since: consent && momentWords(consent.since, reader),
        by: consent?.by ?? null,
        words: consent?.words ?? countingConsent(who, name, localeFor(request)).text,
        action: `${countingHref(patientId)}/${id}${consent === null ? '' : '/stop'}`,
      })),
    });
  }

  @Post(':officeId')
  @Access('act')
  async agree(
    @RowId('patientId') patientId: string,
    @RowId('officeId') officeId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { office, word } = await this.decided(patientId, officeId, request);
    const who = whoOf(request, await this.patients.name(patientId));
    await this.counting.agree(word, countingConsent(who, office.name, localeFor(request)));
    response.redirect(303, countingHref(patientId));
  }

  @Post(':officeId/stop')
  @Access('act')
  async stop(
    @RowId('patientId') patientId: string,
    @RowId('officeId') officeId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { word } = await this.decided(patientId, officeId, request);
    await this.counting.takeBack(word);
    response.redirect(303, countingHref(patientId));
  }

  /** @throws NotFoundException for an office that has nothing of the patient, ForbiddenException for whoever sees a part alone */
  private async decided(
    patientId: string,
    officeId: string,
    request: VisitRequest,
  ): Promise<{ office: CountingOffice; word: CountingWord }> {
    const { id: accountId } = visitorOf(request);
    if (!maySpeakForAll(request)) throw new ForbiddenException();
    const offices = await this.counting.offices(patientId, accountId);
    const office = offices.find(({ id }) => id === officeId);
    if (office === undefined) throw new NotFoundException();
    return { office, word: { providerId: officeId, patientId, accountId, at: this.clock.now() } };
  }
}

/** Marks of a whole record are for those to give who see and may act on all of it. */
function maySpeakForAll({ visit: { grant } }: VisitRequest): boolean {
  if (grant === null || !mayAct({ name: '', role: grant.role })) return false;
  return grant.role === 'self' || (grant.places === null && grant.kinds === null);
}
