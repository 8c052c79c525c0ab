import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type ChecksMailed, leavesAt, tellCheck, type Timing } from '../domain/delivery.js';
import type { Device } from '../domain/device.js';
import type { Level } from '../domain/level.js';
import type { Situation } from '../domain/situation.js';
import { streamOfLevel } from '../mail/stream.js';
import {
  CHECKS_MAILED,
  HOLD,
  HOLD_COUNT,
  LEAVE_IN_APP,
  MARK_LEADS,
  MARK_SENT,
  UNSENT_TOGETHER,
} from './outbox.sql.js';

/** What a mail may name beyond that something is there. */
export interface MailDetail {
  place: string;
  /** Day of the scan, YYYY-MM-DD. */
  on: string | null;
}

/** When and where something happened to an account. */
export interface MailedEvent {
  /** ISO 8601. */
  at: string;
  device: Device;
}

/** An unsent mail, locked while it is being sent. */
export interface DueMail extends Timing {
  id: string;
  accountId: string;
  email: string;
  locale: string;
  situation: Situation;
  level: Level;
  code: string;
  createdAt: Date;
  attempts: number;
  /** When it was sent, or tried in vain, for the first time; null before that. */
  firstTriedAt: Date | null;
  mutedStreams: string[];
  /** Nobody reads it: it is composed, and not sent. */
  canary: boolean;
  cause: string;
  /** It speaks of more than one patient. */
  several: boolean;
  /** It says that there are several questions, and stands for those that come after it. */
  severalChecks: boolean;
  /** Null unless its reader chose that mails name it, and it is about one thing. */
  detail: MailDetail | null;
  /** What happened to the account itself; null where it is about a patient. Nothing that a reader chose holds it. */
  event: MailedEvent | null;
  /** All messages that it stands for, its own first. */
  together: string[];
}

interface UnsentMail extends Omit<DueMail, 'several' | 'together'> {
  patientId: string | null;
  caseId: string | null;
  fold: string | null;
  due: boolean;
  /** Mail to its address came back for good. */
  stopped: boolean;
  /** Its reader may still hear of the patient, muted neither the place nor the kind, and nobody closed it meanwhile. */
  meant: boolean;
  /** It gives the mail its id. */
  leads: boolean;
}

type FoldedMail = UnsentMail & DueMail;

/** Mails on their way out: what was chosen since they were written counts too. */
@Injectable()
export class OutboxStore {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Hands unsent mails to `send`, and marks those that it says were sent in the same transaction. Left out is what is not
   * there to be sent: sent already, given up, not due, or turned off, muted, stopped or closed by an answer meanwhile, which
   * leaves it in the inbox alone, as does the end of a grant, after which the inbox shows it no more; and what quiet hours hold at `now`, which is due when they end. Waits while rows are in other hands: the
   * relay still holds them when its ring is answered. When `send` throws, nothing is marked.
   *
   * Rows with the same fold go out as one mail: the oldest of them at the first time gives it its id and its code,
   * whichever was rung for, and whatever joins them later, so that what is sent twice has one Message-ID.
   */
  async claim(ids: string[], now: Date, send: (mails: DueMail[]) => Promise<DueMail[]>): Promise<void> {
    await this.dataSource.query(MARK_LEADS, [ids]);
    await this.dataSource.transaction(async (manager) => {
      const rows = await manager.query<UnsentMail[]>(UNSENT_TOGETHER, [ids]);
      await leaveInApp(
        manager,
        rows.filter(({ meant }) => !meant).map(({ id }) => id),
      );
      const mails = foldedIn(rows.filter(({ meant }) => meant)).filter(({ due }) => due);
      const wanted = await withoutUnwanted(manager, mails);
      const free = await withoutHeld(manager, wanted, now);
      const told = await withoutManyChecks(manager, free);
      if (told.length > 0) await mark(manager, told, new Set(await send(told)), now);
    });
  }
}

async function leaveInApp(manager: EntityManager, ids: string[]): Promise<void> {
  if (ids.length > 0) await manager.query(LEAVE_IN_APP, [ids]);
}

async function withoutUnwanted(manager: EntityManager, mails: FoldedMail[]): Promise<FoldedMail[]> {
  const unwanted = mails.filter(
    ({ stopped, mutedStreams, level, event, situation }) =>
      stopped || (event === null && situation !== 'S19' && mutedStreams.includes(streamOfLevel(level))),
  );
  await leaveInApp(
    manager,
    unwanted.flatMap(({ together }) => together),
  );
  return mails.filter((mail) => !unwanted.includes(mail));
}

async function withoutHeld(manager: EntityManager, mails: FoldedMail[], now: Date): Promise<FoldedMail[]> {
  const held = mails
    .filter(({ event }) => event === null)
    .map((mail) => ({ mail, until: leavesAt(mail, mail.level, now) }))
    .filter(({ until }) => until > now);
  const rows = held.flatMap(({ mail, until }) => mail.together.map((id) => ({ id, until })));
  if (rows.length > 0)
    await manager.query(HOLD, [rows.map(({ id }) => id), rows.map(({ until }) => until.toISOString())]);
  const waiting = new Set(held.map(({ mail }) => mail));
  return mails.filter((mail) => !waiting.has(mail));
}

/** More questions than usual are one mail that says so; what comes after it stands in the app. */
async function withoutManyChecks(manager: EntityManager, mails: FoldedMail[]): Promise<FoldedMail[]> {
  const counted = mails.filter(isCounted);
  if (counted.length === 0) return mails;
  const accounts = [counted.map(({ accountId }) => accountId)];
  await manager.query(HOLD_COUNT, accounts);
  const mailed = await manager.query<(ChecksMailed & { accountId: string })[]>(CHECKS_MAILED, accounts);
  const sofar = new Map<string, ChecksMailed>(mailed.map((each) => [each.accountId, each]));
  const told = mails.map((mail) => (isCounted(mail) && !mail.severalChecks ? oneMore(mail, sofar) : mail));
  await leaveInApp(
    manager,
    told.flatMap((mail, at) => (mail === null ? mails[at]!.together : [])),
  );
  return told.filter((mail) => mail !== null);
}

/** Counts a mail to those before it; null where it is not mailed. */
function oneMore(mail: FoldedMail, sofar: Map<string, ChecksMailed>): FoldedMail | null {
  const { alone, several } = sofar.get(mail.accountId) ?? { alone: 0, several: false };
  const how = tellCheck({ alone, several });
  if (how === 'app') return null;
  sofar.set(mail.accountId, { alone: alone + 1, several: how === 'several' });
  return { ...mail, severalChecks: how === 'several' };
}

/** As COUNTS says it. */
function isCounted({ level, patientId, caseId, cause }: FoldedMail): boolean {
  return level === 'check' && patientId !== null && caseId === null && !cause.startsWith('reminder:');
}

async function mark(
  manager: EntityManager,
  mails: FoldedMail[],
  sent: Set<DueMail>,
  at: Date,
): Promise<void> {
  const marks = mails
    .filter((mail) => sent.has(mail))
    .flatMap(({ id, code, together, severalChecks }) =>
      together.map((one) => [one, id, code, severalChecks] as const),
    );
  if (marks.length > 0)
    await manager.query(MARK_SENT, [...[0, 1, 2, 3].map((column) => marks.map((each) => each[column])), at]);
}

/** One mail for all rows of one account with the same fold: first the one that leads, then the oldest. */
function foldedIn(rows: UnsentMail[]): FoldedMail[] {
  const groups = new Map<string, UnsentMail[]>();
  for (const row of rows) {
    const key = row.fold === null ? row.id : `${row.accountId} ${row.fold}`;
    const others = groups.get(key) ?? [];
    groups.set(key, row.leads ? [row, ...others] : [...others, row]);
  }
  return [...groups.values()].map((group) => ({
    ...group[0]!,
    several: new Set(group.map(({ patientId }) => patientId)).size > 1,
    detail: group.length === 1 ? group[0]!.detail : null,
    together: group.map(({ id }) => id),
  }));
}
