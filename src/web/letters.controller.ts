import { Controller, Get, NotFoundException, Param, Query, Req, Res } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { Response } from 'express';
import { LETTER_IDS, type LetterId } from '../domain/letters/letter.js';
import { AUTHORITIES } from '../domain/letters/letter-facts.js';
import { placeOf } from '../domain/letters/place.js';
import { lettersFor } from '../domain/letters/who-may.js';
import { letterFiles, type LetterFiles } from '../letters/letter-files.js';
import { Clock } from '../lib/clock.js';
import { LetterReader, type LetterRow } from '../store/pages/letter.reader.js';
import { PatientReader } from '../store/pages/patient.reader.js';
import { wordsIn } from '../words/words.js';
import { Access } from './access.guard.js';
import { letterFacts, senderOf } from './letter-facts.js';
import { Pages } from './pages.js';
import { localeFor, readerOf } from './reader-of.js';
import { type LetterAbout, letterHref, lettersHref, patientHref } from './record-links.js';
import { RowId } from './validated.js';
import { visitorOf, whoOf } from './visitor.js';
import type { VisitRequest } from './visit.js';

/** What the address says beside the place: which scan it is about, and by what a representative acts. */
interface Asked {
  study?: unknown;
  as?: unknown;
}

/** Letters that are filled from the record, to be signed and sent by the patient or whoever acts for them. */
@Controller('patients/:patientId/letters')
export class LettersController {
  constructor(
    private readonly pages: Pages,
    private readonly letters: LetterReader,
    private readonly patients: PatientReader,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('view')
  async places(
    @RowId('patientId') patientId: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const places = await this.letters.places(patientId, visitorOf(request).id);
    this.pages.send(response, 'letter-places', {
      ...(await this.pages.shell(request)),
      who: whoOf(request, await this.patients.name(patientId)),
      patientHref: patientHref(patientId),
      places: places.map(({ id, name }) => ({ name, href: lettersHref(patientId, id) })),
    });
  }

  @Get(':organizationId')
  @Access('view')
  async list(
    @RowId('patientId') patientId: string,
    @RowId('organizationId') organizationId: string,
    @Query() asked: Asked,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const row = await this.find(patientId, organizationId, asked, request);
    const who = whoOf(request, row.name);
    const locale = localeFor(request);
    const about = aboutOf(asked);
    const asks = who.role === 'representative' && about.as === null;
    const ids = asks ? [] : lettersFor(who.role, placeOf(row));
    this.pages.send(response, 'letters', {
      ...(await this.pages.shell(request)),
      who,
      patientHref: patientHref(patientId),
      organization: row.organization,
      locale,
      authorities: asks
        ? AUTHORITIES.map((as) => ({ as, href: lettersHref(patientId, organizationId, { ...about, as }) }))
        : [],
      letters: ids.map((id) => ({
        title: wordsIn(locale).say(`letters.title.${id}`),
        href: letterHref(patientId, organizationId, id, about),
      })),
    });
  }

  @Get(':organizationId/:letter')
  @Access('view')
  async show(
    @RowId('patientId') patientId: string,
    @RowId('organizationId') organizationId: string,
    @Param('letter') letter: string,
    @Query() asked: Asked,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const row = await this.find(patientId, organizationId, asked, request);
    const made = await this.make(letter, row, asked, request);
    if (made === null) return response.redirect(303, lettersHref(patientId, organizationId, aboutOf(asked)));
    const { written, text } = made;
    this.pages.send(response, 'letter', {
      ...(await this.pages.shell(request)),
      who: whoOf(request, row.name),
      lettersHref: lettersHref(patientId, organizationId, aboutOf(asked)),
      organization: row.organization,
      locale: written.locale,
      heading: written.title,
      text,
      pdfHref: letterHref(patientId, organizationId, `${written.id}/pdf`, aboutOf(asked)),
    });
  }

  @Get(':organizationId/:letter/pdf')
  @Access('view')
  async pdf(
    @RowId('patientId') patientId: string,
    @RowId('organizationId') organizationId: string,
    @Param('letter') letter: string,
    @Query() asked: Asked,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const row = await this.find(patientId, organizationId, asked, request);
    const made = await this.make(letter, row, asked, request);
    if (made === null) return response.redirect(303, lettersHref(patientId, organizationId, aboutOf(asked)));
    const { written, pdf } = made;
    response.attachment(`${written.id}.pdf`).type('application/pdf').send(pdf);
  }

  private async find(
    patientId: string,
    organizationId: string,
    asked: Asked,
    request: VisitRequest,
  ): Promise<LetterRow> {
    const of = { patientId, readerId: visitorOf(request).id };
    const row = await this.letters.find(of, organizationId, aboutOf(asked).study);
    if (row === null) throw new NotFoundException();
    return row;
  }

  /**
   * Only a letter that this reader may have made to that place is there; null for a representative who has still to say
   * by what they act.
   */
  private async make(
    letter: string,
    row: LetterRow,
    asked: Asked,
    request: VisitRequest,
  ): Promise<LetterFiles | null> {
    const who = whoOf(request, row.name);
    const id = LETTER_IDS.find((one) => one === letter);
    const allowed: LetterId[] = lettersFor(who.role, placeOf(row));
    if (id === undefined || !allowed.includes(id)) throw new NotFoundException();
    const sender = senderOf(who, visitorOf(request).name, aboutOf(asked).as);
    const reader = readerOf(request, this.clock.now());
    return sender && letterFiles(id, letterFacts(row, sender, reader), localeFor(request));
  }
}

/** What cannot be a scan or an authority is as if it were not said. */
function aboutOf({ study, as }: Asked): LetterAbout {
  return {
    study: typeof study === 'string' && isUUID(study) ? study : null,
    as: AUTHORITIES.find((one) => one === as) ?? null,
  };
}
