import {
  Controller,
  Get,
  HttpStatus,
  Post,
  Query,
  Req,
  Res,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import type { Response } from 'express';
import { InputError } from '../lib/errors.js';
import { UnfitFilesError, UploadService } from '../services/upload.service.js';
import { UploadStore } from '../store/upload.store.js';
import { refusal, refusalWords } from '../words/refusal.js';
import type { Locale } from '../words/words.js';
import { Access, WithoutForm } from './access.guard.js';
import { Pages } from './pages.js';
import { localeFor } from './reader-of.js';
import { oldForm } from './refused.error.js';
import { connectionHref, filesHref, patientHref } from './record-links.js';
import { type IncomingFile, ONE_FILE, UploadGate } from './upload-gate.js';
import { RowId, validated } from './validated.js';
import { visitorOf, whoOf } from './visitor.js';
import type { FilesView } from './views/record.js';
import { isOwnForm, type VisitRequest } from './visit.js';

const NAME_PLACE = { message: 'files.namePlace' };
const USE_FORM = { message: 'files.useForm' };

class FilesForm {
  @IsString(NAME_PLACE)
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @Length(1, 80, NAME_PLACE)
  place!: string;
  @IsOptional() @IsIn(['yes'], USE_FORM) whole?: 'yes';
  @IsOptional() @IsIn(['yes'], USE_FORM) theirs?: 'yes';
}

/** A person's own files, added to the record. */
@Controller('patients/:patientId/files')
export class FilesController {
  constructor(
    private readonly pages: Pages,
    private readonly uploads: UploadStore,
    private readonly service: UploadService,
  ) {}

  /** @param place the place whose newer files are to be added */
  @Get()
  @Access('view')
  async show(
    @RowId('patientId') patientId: string,
    @Query('place') place: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const given = { place: typeof place === 'string' ? place : '' };
    this.pages.send(response, 'files', await this.view(patientId, request, given));
  }

  /**
   * Takes one file. The guard judges before a body is read, and the token of a multipart form stands in its body: so the
   * guard asks who it is, and whether the form is ours is asked before the file is read (ONE_FILE), or here without one.
   */
  @Post()
  @Access('act')
  @WithoutForm()
  @UseInterceptors(UploadGate, FileInterceptor('file', ONE_FILE))
  async add(
    @RowId('patientId') patientId: string,
    @UploadedFile() file: IncomingFile | undefined,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    if (!isOwnForm(request)) throw oldForm();
    try {
      const id = await this.take(patientId, file, request);
      response.redirect(303, connectionHref(patientId, id));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const view = await this.view(patientId, request, refused(request.body, error, localeFor(request)));
      this.pages.send(response.status(HttpStatus.BAD_REQUEST), 'files', view);
    }
  }

  private take(patientId: string, file: IncomingFile | undefined, request: VisitRequest): Promise<string> {
    const { place, whole, theirs } = validated(FilesForm, request.body);
    if (!file) throw refusal('files.choose');
    return this.service.add({
      patientId,
      accountId: visitorOf(request).id,
      place,
      bytes: file.bytes,
      whole: whole === 'yes',
      theirs: theirs === 'yes',
    });
  }

  private async view(
    patientId: string,
    request: VisitRequest,
    given: Partial<FilesView>,
  ): Promise<FilesView> {
    const { name, places } = await this.uploads.form(patientId, visitorOf(request).id);
    return {
      ...(await this.pages.shell(request)),
      who: whoOf(request, name),
      patientHref: patientHref(patientId),
      action: filesHref(patientId),
      places,
      place: '',
      whole: false,
      refusal: null,
      unfit: null,
      ...given,
    };
  }
}

/** The form as it was filled in, with why it was not taken. */
function refused(body: unknown, error: InputError, locale: Locale): Partial<FilesView> {
  const { place, whole } = body as { place?: unknown; whole?: unknown };
  return {
    place: typeof place === 'string' ? place : '',
    whole: whole === 'yes',
    ...(error instanceof UnfitFilesError
      ? { unfit: error.unfit }
      : { refusal: refusalWords(error, locale).replace(/\.$/, '') }),
  };
}
