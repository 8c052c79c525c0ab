import { Body, Controller, Get, NotFoundException, Post, Req, Res } from '@nestjs/common';
import { IsIn } from 'class-validator';
import type { Response } from 'express';
import { Config } from '../config/config.js';
import type { WasYou } from '../domain/account-event.js';
import { Clock } from '../lib/clock.js';
import { hashToken } from '../lib/keys.js';
import { NotificationStore } from '../store/notification.store.js';
import { InboxReader, type InboxRow } from '../store/pages/inbox.reader.js';
import { AccessNewsStore } from '../store/people/access-news.store.js';
import { DigestStore } from '../store/digest.store.js';
import { OwnersAnswerStore } from '../store/owners-answer.store.js';
import { ConnectionReader } from '../store/pages/connection.reader.js';
import { StudyReader } from '../store/pages/study.reader.js';
import type { WrittenMessage } from '../words/write-message.js';
import { Access } from './access.guard.js';
import { digestMessage } from './digest-message.js';
import { accessMessage, accountMessage, noteMessage, placeMessage, summaryMessage } from './inbox-message.js';
import type { MessageReader } from './message-of.js';
import type { Who } from './views/shell.js';
import { deliveryView, inboxLine, targetHref } from './inbox-view.js';
import { Pages } from './pages.js';
import { localeFor, readerOf } from './reader-of.js';
import { RowId, validated } from './validated.js';
import { doerOf, tellsOf, visitorOf } from './visitor.js';
import { arrivalOf, type VisitRequest } from './visit.js';

class OwnersAnswer {
  @IsIn(['mine', 'not-mine'], { message: 'form.answers' }) answer!: WasYou;
}

/** Every message, with the code by which its reader can tell that a mail is ours. */
@Controller('inbox')
export class InboxController {
  constructor(
    private readonly pages: Pages,
    private readonly inbox: InboxReader,
    private readonly notifications: NotificationStore,
    private readonly places: ConnectionReader,
    private readonly studies: StudyReader,
    private readonly digests: DigestStore,
    private readonly owners: OwnersAnswerStore,
    private readonly accessNews: AccessNewsStore,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Access('signed-in')
  async list(@Req() request: VisitRequest, @Res() response: Response): Promise<void> {
    const reader = readerOf(request, this.clock.now());
    const rows = await this.inbox.newest(visitorOf(request).id);
    tellsOf(
      request,
      rows.map(({ patient }) => patient?.id ?? null),
    );
    const messages = rows.map((row) => inboxLine(row, reader));
    this.pages.send(response, 'inbox', { ...(await this.pages.shell(request)), messages });
  }

  @Get(':id')
  @Access('signed-in')
  async show(
    @RowId('id') id: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const row = await this.find(id, request);
    const reader = readerOf(request, this.clock.now());
    tellsOf(request, [row.patient?.id ?? null], aboutOf(row));
    this.pages.send(response, 'inbox-message', {
      written: await this.write(row, request),
      ...(await this.pages.shell(request)),
      message: inboxLine(row, reader),
      organization: row.organization ?? '',
      delivery: deliveryView(row, visitorOf(request).email, reader),
      openAction: `/inbox/${id}/open`,
      wasYou: row.event && { answer: row.event.answer, action: `/inbox/${id}/was-you` },
    });
  }

  /** Nothing changes by looking: a message counts as read when its reader goes on to what it is about. */
  @Post(':id/open')
  @Access('signed-in')
  async open(
    @RowId('id') id: string,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const row = await this.find(id, request);
    await this.notifications.markRead(id, visitorOf(request).id, this.clock.now());
    response.redirect(303, targetHref(row));
  }

  /** What the owner says of an event of their account. "Not me" takes back what can be, and shows what to do next. */
  @Post(':id/was-you')
  @Access('signed-in')
  async wasYou(
    @RowId('id') id: string,
    @Body() body: unknown,
    @Req() request: VisitRequest,
    @Res() response: Response,
  ): Promise<void> {
    const { answer } = validated(OwnersAnswer, body);
    const { event } = await this.find(id, request);
    if (event === null) throw new NotFoundException();
    const doer = doerOf(request, this.clock.now());
    const { deviceToken } = arrivalOf(request, this.config);
    if (answer === 'not-mine') await this.owners.deny(doer, event.id, hashToken(deviceToken));
    else await this.owners.confirm(doer, event.id);
    await this.notifications.markRead(id, doer.accountId, doer.at);
    response.redirect(303, `/inbox/${id}`);
  }

  /** The message in full; null for one whose own page says it, and for who runs the service. */
  private async write(row: InboxRow, request: VisitRequest): Promise<WrittenMessage | null> {
    const { patient, connectionId, studyId, situation } = row;
    const reader = readerOf(request, this.clock.now());
    const to = (who: Who): MessageReader => ({ who, locale: localeFor(request), reader });
    if (situation === 'S19') {
      const facts = await this.accessNews.facts(row.id, visitorOf(request).id);
      return facts && accessMessage(row, facts, to(patient ?? { name: facts.patient, role: 'helper' }));
    }
    if (row.summary !== null) return summaryMessage(row.summary, to({ name: '', role: 'self' }));
    if (patient === null)
      return situation === 'S18' ? accountMessage(row, to({ name: '', role: 'self' })) : null;
    if (situation === 'S20') {
      const digest = await this.digests.read(row.id, visitorOf(request).id);
      return digest && digestMessage(digest, to(patient));
    }
    if (studyId !== null && !row.notMine) {
      const study = await this.studies.find(studyId, patient.id, visitorOf(request).id);
      return study && noteMessage(row, study, to(patient));
    }
    if (connectionId === null) return null;
    const place = await this.places.find(connectionId, patient.id, visitorOf(request).id, reader.now);
    return place && placeMessage(row, place, to(patient));
  }

  private async find(id: string, request: VisitRequest): Promise<InboxRow> {
    const row = await this.inbox.find(id, visitorOf(request).id);
    if (row === null) throw new NotFoundException();
    return row;
  }
}

/** What of a record a message is about; null where it is about the record as such. */
function aboutOf({ caseId, flagId, studyId, exposureId, connectionId }: InboxRow): string | null {
  return caseId ?? flagId ?? studyId ?? exposureId ?? connectionId;
}
