import { Controller, Get, Post, Query, Req, Res, UploadedFiles, UseInterceptors } from '@nestjs/common';
import { FileFieldsInterceptor } from '@nestjs/platform-express';
import { IsIn, IsOptional } from 'class-validator';
import { createHash } from 'node:crypto';
import type { Response } from 'express';
import type { FeedSource } from '../domain/filing.js';
import type { FeedFile } from '../feeds/breach-feed.js';
import { PUBLISHED_SOURCES } from '../feeds/read-feed.js';
import { Clock } from '../lib/clock.js';
import { shownName } from '../fhir/files/shown-name.js';
import { BreachService } from '../services/breach.service.js';
import { BreachStore } from '../store/breach.store.js';
import { FeedsReader } from '../store/pages/feeds.reader.js';
import { refusal } from '../words/refusal.js';
import { Access, WithoutForm } from './access.guard.js';
import { feedView, sourceName, uploadView } from './feeds.view.js';
import { Pages } from './pages.js';
import { oldForm } from './refused.error.js';
import { readerOf } from './reader-of.js';
import { validated } from './validated.js';
import { isOwnForm, type VisitRequest } from './visit.js';

const MOST_FILE_BYTES = 100 * 2 ** 20;
/** Pages of one list, or single advisories, of which CISA has some hundreds; the archive is a file of its own. */
const MOST_FILES = 500;
const LIMITS = {
  fileSize: MOST_FILE_BYTES,
  files: MOST_FILES + 1,
  fields: 5,
  parts: MOST_FILES + 6,
  fieldSize: 1000,
};
const FIELDS = [
  { name: 'list', maxCount: MOST_FILES },
  { name: 'archive', maxCount: 1 },
];

/** The files of one upload by the name of their field, as multer keeps them in memory. */
type Uploaded = Partial<Record<'list' | 'archive', { buffer: Buffer; originalname: string }[]>>;

class LoadForm {
  @IsIn(PUBLISHED_SOURCES, { message: 'feeds.refused.source' }) source!: FeedSource;
  @IsOptional() @IsIn(['yes'], { message: 'feeds.refused.form' }) anyway?: 'yes';
}

/** The breach feeds, for the operator: how each is doing, and a way in for a feed that cannot be read by itself. */
@Controller('feeds')
export class FeedsController {
  constructor(
    private readonly pages: Pages,
    private readonly reader: FeedsReader,
    private readonly store: BreachStore,
    private readonly breaches: BreachService,
    private readonly clock: Clock,
  ) {}

  /** @param loaded the source whose upload led here; what came of it is read from the database, not from the address */
  @Get()
  @Access('operator')
  async show(
    @Query('loaded') loaded: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const feeds = await this.reader.all();
    const uploaded = feeds.find((feed) => feed.source === loaded);
    const reader = readerOf(request, this.clock.now());
    this.pages.send(response, 'feeds', {
      ...(await this.pages.shell(request)),
      feeds: feeds.map((feed) => feedView(feed, reader)),
      uploadAction: '/feeds/files',
      sources: PUBLISHED_SOURCES.map((source) => ({
        source,
        name: sourceName(source, reader),
        chosen: source === (uploaded?.source ?? 'hhs'),
      })),
      upload: uploaded ? uploadView(uploaded, await this.reader.newlyRead(uploaded.source), reader) : null,
    });
  }

  /**
   * Takes all files as one reading. The guard judges before a body is read, and the token of a multipart form stands
   * in its body: so the guard asks who it is, and whether the form is ours is asked here, before anything is done.
   */
  @Post('files')
  @Access('operator')
  @WithoutForm()
  @UseInterceptors(FileFieldsInterceptor(FIELDS, { limits: LIMITS }))
  async load(
    @UploadedFiles() uploaded: Uploaded | undefined,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    if (!isOwnForm(request)) throw oldForm();
    const { source, anyway } = validated(LoadForm, request.body);
    const files = filesOf(source, uploaded ?? {}, this.clock.now());
    await this.store.announce(source, null);
    await this.breaches.ingest(source, files, anyway === 'yes');
    response.redirect(303, `/feeds?loaded=${source}`);
  }
}

/** The files of a reading. @throws InputError where they are not those that the source needs */
function filesOf(
  source: FeedSource,
  { list = [], archive: [archive] = [] }: Uploaded,
  now: Date,
): FeedFile[] {
  if (source === 'hhs') {
    const [open, ...others] = list;
    if (!open || !archive || others.length > 0) throw refusal('feeds.refused.both');
    // The field says which list it is, and the reader of the files goes by the name: a refusal names the field.
    return [feedFile('Under investigation', open.buffer, now), feedFile('Archive', archive.buffer, now)];
  }
  if (archive) throw refusal('feeds.refused.noArchive');
  if (list.length === 0) throw refusal('feeds.refused.noList');
  return list.map(({ originalname, buffer }) => feedFile(shownName(originalname), buffer, now));
}

function feedFile(name: string, bytes: Buffer, readAt: Date): FeedFile {
  return { name, bytes, sha256: createHash('sha256').update(bytes).digest('hex'), readAt };
}
