import {
  Controller,
  ForbiddenException,
  Get,
  Post,
  Query,
  Req,
  Res,
  UploadedFiles,
  UseInterceptors,
} from '@nestjs/common';
import { FileFieldsInterceptor } from '@nestjs/platform-express';
import { createHash } from 'node:crypto';
import type { Response } from 'express';
import type { FeedFile } from '../feeds/breach-feed.js';
import { Clock } from '../lib/clock.js';
import { InputError } from '../lib/errors.js';
import { BreachService } from '../services/breach.service.js';
import { BreachStore } from '../store/breach.store.js';
import { FeedsReader } from '../store/pages/feeds.reader.js';
import { Access, WithoutForm } from './access.guard.js';
import { feedView, uploadView } from './feeds.view.js';
import { Pages } from './pages.js';
import { readerOf } from './reader-of.js';
import { isOwnForm, type VisitRequest } from './visit.js';

const MOST_FILE_BYTES = 100 * 2 ** 20;
const LIMITS = { fileSize: MOST_FILE_BYTES, files: 2, fields: 5, parts: 7, fieldSize: 1000 };

/** The files of one upload by the name of their field, as multer keeps them in memory. */
type Uploaded = Partial<Record<'open' | 'archive', { buffer: Buffer }[]>>;

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
      uploadAction: '/feeds/hhs',
      upload: uploaded ? uploadView(uploaded, await this.reader.newlyRead(uploaded.source)) : null,
    });
  }

  /**
   * Takes both lists as one reading. The guard judges before a body is read, and the token of a multipart form stands
   * in its body: so the guard asks who it is, and whether the form is ours is asked here, before anything is done.
   */
  @Post('hhs')
  @Access('operator')
  @WithoutForm()
  @UseInterceptors(
    FileFieldsInterceptor(
      [
        { name: 'open', maxCount: 1 },
        { name: 'archive', maxCount: 1 },
      ],
      { limits: LIMITS },
    ),
  )
  async load(
    @UploadedFiles() uploaded: Uploaded | undefined,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    if (!isOwnForm(request)) throw new ForbiddenException('The form was too old, or came from another site.');
    const { open, archive } = uploaded ?? {};
    if (!open?.[0] || !archive?.[0])
      throw new InputError('Give both files, the list under investigation and the archive.');
    const now = this.clock.now();
    // The field says which list it is, and the reader of the files goes by the name: a refusal names the field.
    const files = [
      feedFile('Under investigation', open[0].buffer, now),
      feedFile('Archive', archive[0].buffer, now),
    ];
    await this.store.announce('hhs', null);
    const { anyway } = request.body as { anyway?: unknown };
    await this.breaches.ingest('hhs', files, anyway === 'yes');
    response.redirect(303, '/feeds?loaded=hhs');
  }
}

function feedFile(name: string, bytes: Buffer, readAt: Date): FeedFile {
  return { name, bytes, sha256: createHash('sha256').update(bytes).digest('hex'), readAt };
}
