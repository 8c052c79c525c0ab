import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SETTLING_HOURS } from '../domain/assess.js';
import { readPull } from '../domain/read-pull.js';
import { type Whose, whoseFiles } from '../domain/whose-files.js';
import { readUploadedFile } from '../fhir/reading-from-files.js';
import type { SourceReading } from '../fhir/study-source.js';
import { Clock } from '../lib/clock.js';
import { InputError } from '../lib/errors.js';
import { type Connection, ConnectionStore } from '../store/connection.store.js';
import { recordOfFiles, UploadStore } from '../store/upload.store.js';
import { refusal } from '../words/refusal.js';
import { RecordService } from './record.service.js';

/** What a person hands in. */
export interface HandedIn {
  patientId: string;
  accountId: string;
  /** The place as the person calls it; files of one name make up one history. */
  place: string;
  bytes: Buffer;
  /** The person says that it is the whole record at this place. */
  whole: boolean;
  /** The person says that it is about the patient, under whatever name. */
  theirs: boolean;
}

/** Why an upload is incomplete, though nothing in it failed. */
export const PART_OF_RECORD = 'files were added as a part of the record';

/** The files may be about somebody else: nothing of them is taken before the person says that they are not. */
export class UnfitFilesError extends InputError {
  override name = 'UnfitFilesError';
  constructor(readonly unfit: Extract<Whose, { unfit: string }>['unfit']) {
    super('the files do not say that they are about this patient');
  }
}

/** The journey of files that a person adds: read, ask whose they are, and follow them as a pull is followed. */
@Injectable()
export class UploadService {
  constructor(
    private readonly uploads: UploadStore,
    private readonly connections: ConnectionStore,
    private readonly records: RecordService,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes files as the newest word of a place. Returns the id of their connection. Who added them, whose they are and
   * what they bring are written in one transaction.
   * @throws InputError for files that cannot be read or hold no scan, UnfitFilesError; then nothing is stored
   */
  async add(handed: HandedIn): Promise<string> {
    const reading = await readUploadedFile(handed.bytes, 'The file').catch(refuseUnread);
    if (!handed.whole) reading.partial = PART_OF_RECORD;
    return this.uploads.transaction((manager) => this.take(manager, handed, reading));
  }

  private async take(manager: EntityManager, handed: HandedIn, reading: SourceReading): Promise<string> {
    const { patientId, accountId, place, whole } = handed;
    const at = this.clock.now().toISOString();
    const settlingHours = SETTLING_HOURS;
    if (!(await this.connections.mayBring(handed, recordOfFiles(patientId, place), manager)))
      throw refusal('files.notHere');
    const connectionId = await this.uploads.connectionOf(manager, { patientId, place, settlingHours });
    const connection = (await this.connections.find(connectionId, at, manager))!;
    const { watched, born } = await this.whose(manager, handed, connection, reading);
    if (!whole && readPull(reading, watched).studies.length === 0) throw refusal('files.noScan');
    await this.uploads.add(manager, { connectionId, accountId, at, whole, born });
    await this.records.keep(manager, connection, reading, watched, at);
    return connectionId;
  }

  private async whose(
    manager: EntityManager,
    { patientId, theirs }: HandedIn,
    { watched }: Connection,
    { resources }: SourceReading,
  ): Promise<Exclude<Whose, { unfit: string }>> {
    const { name, born } = await this.uploads.patient(patientId, manager);
    const whose = whoseFiles(resources, { name, born, watched }, theirs);
    if ('unfit' in whose) throw new UnfitFilesError(whose.unfit);
    return whose;
  }
}

/** What the reader of files says is told in its own words, which are English. */
function refuseUnread(error: unknown): never {
  if (!(error instanceof InputError)) throw error;
  const said = { id: 'files.unread', values: { why: error.message } };
  throw new InputError(error.message, { cause: error, said });
}
