import {
  type CallHandler,
  type ExecutionContext,
  HttpStatus,
  Injectable,
  mixin,
  type NestInterceptor,
  type Type,
} from '@nestjs/common';
import type { MulterOptions } from '@nestjs/platform-express/multer/interfaces/multer-options.interface.js';
import type { Readable } from 'node:stream';
import { finalize, type Observable } from 'rxjs';
import { MOST_REPLY_BYTES } from '../domain/cases/reply.js';
import { inMegabytes, MOST_UPLOAD_BYTES } from '../fhir/files/limits.js';
import { refusal } from '../words/refusal.js';
import { oldForm, RefusedError } from './refused.error.js';
import { isOwnForm, type VisitRequest } from './visit.js';

/** What a form adds to its file: a few short fields and the lines between them. */
const FORM_BYTES = 64 * 2 ** 10;
/** Uploads that one process holds in memory at once; a person waits seconds for another's. */
const MOST_AT_ONCE = 3;
/** A browser reads the answer once it can send no more: so much is thrown away before the line is cut. */
const LINGER_BYTES = 4 * 2 ** 20;

/** What is taken in at one place. */
interface Most {
  bytes: number;
  /** The sentence that refuses more. */
  refusal: string;
}

const RECORD: Most = { bytes: MOST_UPLOAD_BYTES, refusal: 'error.tooLarge.record' };
const REPLY: Most = { bytes: MOST_REPLY_BYTES, refusal: 'error.tooLarge.reply' };

/** Turns away what is too large by the length that it states, before its body is read, and too many uploads at once. */
function uploadGate(most: Most): Type<NestInterceptor> {
  @Injectable()
  class Gate implements NestInterceptor {
    private underWay = 0;

    intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
      const request = context.switchToHttp().getRequest<VisitRequest>();
      const refused = refusalOf(request.get('content-length'), this.underWay, most);
      if (refused !== null) {
        cutLater(request);
        throw refused;
      }
      this.underWay += 1;
      return next.handle().pipe(finalize(() => (this.underWay -= 1)));
    }
  }
  return mixin(Gate);
}

/** For files of a record. */
export const UploadGate = uploadGate(RECORD);
/** For a letter or a photo that came back. */
export const ReplyGate = uploadGate(REPLY);

function refusalOf(stated: string | undefined, underWay: number, most: Most): Error | null {
  // Every browser states it; Node's parser holds the sender to it (RFC 9112 6.2).
  if (stated === undefined) return refusal('error.noLength');
  const length = Number(stated);
  if (length > most.bytes + FORM_BYTES)
    return new RefusedError(HttpStatus.PAYLOAD_TOO_LARGE, most.refusal, {
      size: inMegabytes(length),
      most: inMegabytes(most.bytes),
    });
  if (underWay >= MOST_AT_ONCE) return refusal('error.othersRead');
  return null;
}

function cutLater(request: VisitRequest): void {
  let dropped = 0;
  request.on('data', (chunk: Buffer) => {
    dropped += chunk.length;
    if (dropped > LINGER_BYTES) request.destroy();
  });
}

/** A file as it came in, in memory: nothing of it touches a disk. */
export interface IncomingFile {
  bytes: Buffer;
}

/** One buffer of the length that the request states: no list of chunks beside it, and no copy at its end. */
const IN_ONE_BUFFER = {
  _handleFile(
    request: VisitRequest,
    { stream }: { stream: Readable },
    done: (error: Error | null, file?: IncomingFile) => void,
  ): void {
    const bytes = Buffer.allocUnsafe(Number(request.get('content-length')));
    let read = 0;
    stream.on('data', (chunk: Buffer) => (read += chunk.copy(bytes, read)));
    stream.on('error', done);
    stream.on('end', () => done(null, { bytes: bytes.subarray(0, read) }));
  },
  _removeFile(_request: VisitRequest, file: Partial<IncomingFile>, done: (error: null) => void): void {
    delete file.bytes;
    done(null);
  },
};

/** How a form of files is read. Its token stands before the file, so a stranger's file is not read at all. */
function oneFile({ bytes }: Most): MulterOptions {
  return {
    storage: IN_ONE_BUFFER,
    limits: { fileSize: bytes, files: 1, fields: 5, parts: 6, fieldSize: 1_000 },
    fileFilter: (request: VisitRequest, _file, done) => {
      if (isOwnForm(request)) done(null, true);
      else done(oldForm(), false);
    },
  };
}

export const ONE_FILE = oneFile(RECORD);
export const ONE_REPLY = oneFile(REPLY);
