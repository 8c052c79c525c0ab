import { placeOf } from '../domain/letters/place.js';
import type { AccountEventKind } from '../domain/account-event.js';
import { deviceWords } from '../words/device.js';
import { canShowFace } from '../domain/face.js';
import { scanKind } from '../domain/messages/scan-kind.js';
import type { AccountEventTold, Told } from '../domain/messages/told.js';
import { isAtOdds } from '../domain/shared-images.js';
import type { Study } from '../domain/study.js';
import type { ConnectionRow } from '../store/pages/connection.reader.js';
import type { AccessFacts } from '../store/people/access-news.store.js';
import type { InboxRow } from '../store/pages/inbox.reader.js';
import type { StudyPageRow } from '../store/pages/study.reader.js';
import { monthInFull } from '../words/days.js';
import { scanWords } from '../words/scan-words.js';
import { type Values, wordsIn } from '../words/words.js';
import type { WrittenMessage } from '../words/write-message.js';
import { connectionProblem } from './connection-view.js';
import { audienceOf, dayAfter, messageOf, type MessageReader } from './message-of.js';
import { statedDay } from './words/times.js';

/** An officer's message says nothing of any record. */
const OF_NOBODY = {
  news: false,
  known: false,
  open: false,
  watched: false,
  unread: false,
  gaps: false,
  pastGaps: false,
  due: false,
};

type Common = Pick<Told, 'level' | 'audience' | 'place'>;

/** That a provider's summary of a month is ready, for its officer. */
export function summaryMessage(
  { provider, month }: NonNullable<InboxRow['summary']>,
  to: MessageReader,
): WrittenMessage {
  const told: Told = {
    situation: 'S20',
    level: 'quiet',
    audience: 'officer',
    place: 'unknown',
    ...OF_NOBODY,
  };
  return messageOf(told, { values: { organization: provider, month: monthInFull(month, to.locale) } }, to);
}

/** The message about a place as a whole: its first list, somebody else's details, a consent, or that it cannot be read. */
export function placeMessage(
  { situation, level, permissionEnds }: InboxRow,
  row: ConnectionRow,
  to: MessageReader,
): WrittenMessage | null {
  const told = placeTold({ situation, permissionEnds }, row, {
    level,
    audience: audienceOf(to.who),
    place: placeOf(row),
  });
  const consent = row.consents.at(-1);
  return (
    told &&
    messageOf(
      told,
      { values: placeValues(row, permissionEnds, to), quotes: { scope: consent?.scope ?? '' } },
      to,
    )
  );
}

function placeTold(
  { situation, permissionEnds }: Pick<InboxRow, 'situation' | 'permissionEnds'>,
  { place, consents, lastYear }: ConnectionRow,
  common: Common,
): Told | null {
  if (situation === 'S01')
    return { situation, empty: place.studies === 0, years: lastYear !== null, ...common };
  if (situation === 'S07') return { situation, differing: false, own: false, ...common };
  if (situation === 'S11') {
    const consent = consents.at(-1);
    return consent === undefined ? null : { situation, dated: consent.on !== null, ...common };
  }
  if (situation !== 'S16') return null;
  const problem = permissionEnds === null ? connectionProblem(place.lastPull?.gapCodes ?? []) : 'ending';
  return { situation, problem, ...common };
}

function placeValues(
  { place, mixed, consents, firstYear, lastYear }: ConnectionRow,
  permissionEnds: Date | null,
  to: MessageReader,
): Values {
  const unreadSince = new Date(place.problemSince ?? place.lastCompleteAt ?? place.createdAt);
  const consentOn = consents.at(-1)?.on ?? null;
  return {
    organization: place.siteName,
    studies: place.studies,
    first: firstYear === lastYear ? 'same' : (firstYear ?? 'same'),
    last: lastYear ?? '',
    entries: mixed,
    since: dayAfter(unreadSince, 0, to),
    endsOn: permissionEnds === null ? '' : dayAfter(permissionEnds, 0, to),
    consentDay: consentOn === null ? '' : dayOf(consentOn, to),
  };
}

/** The message about one scan that asks nothing: what images it shares, that AI was stated, that it can show a face. */
export function noteMessage(
  { situation, level }: InboxRow,
  { study, sharing }: StudyPageRow,
  to: MessageReader,
): WrittenMessage | null {
  const common: Common = { level, audience: audienceOf(to.who), place: placeOf(study) };
  const [other] = sharing;
  const atOdds = other !== undefined && isAtOdds(study.facts, other.facts);
  const values = {
    organization: study.organization,
    ...scanOf(study.facts, to),
    otherScan: other === undefined ? '' : scanOf(other.facts, to).aScan,
    seenOn: dayAfter(study.firstSeenAt, 0, to),
  };
  const quotes = { product: study.facts.ai?.product ?? '' };
  if (situation === 'S08')
    return messageOf({ situation, atOdds, other: other !== undefined, ...common }, { values }, to);
  if (situation === 'S10' && canShowFace(study.facts))
    return messageOf({ situation, ...common }, { values }, to);
  if (situation !== 'S09' || study.facts.ai === null) return null;
  const { by, product } = study.facts.ai;
  return messageOf({ situation, by, product: product !== null, ...common }, { values, quotes }, to);
}

/** The message that somebody was let into a record, or out of it. */
export function accessMessage({ level }: InboxRow, facts: AccessFacts, to: MessageReader): WrittenMessage {
  const { change, toCaregiver, patient, person, by, role, at, until } = facts;
  const told: Told = {
    situation: 'S19',
    change,
    toCaregiver,
    mayAct: role === 'representative',
    until: until !== null,
    level,
    audience: audienceOf(to.who),
    place: 'unknown',
  };
  const values = {
    name: patient,
    person,
    by,
    since: dayAfter(at, 0, to),
    until: until === null ? '' : dayAfter(until, 0, to),
  };
  return messageOf(told, { values }, to);
}

const EVENTS: Partial<Record<AccountEventKind, AccountEventTold>> = {
  'signed-in': 'sign-in',
  'passkey-added': 'passkey',
  'passkey-removed': 'passkey-gone',
  'passkey-refused': 'passkey-refused',
  'codes-made': 'codes',
  'token-made': 'token',
  'address-asked': 'email-asked',
  'address-changed': 'email',
};

/** The message about the account itself: that somebody asked for a link to sign in, or what happened to it. */
export function accountMessage({ level, createdAt, event }: InboxRow, to: MessageReader): WrittenMessage {
  const notMe = event?.answer === 'not-mine';
  const told: Told = {
    situation: 'S18',
    event: (event && EVENTS[event.kind]) ?? 'link',
    notMe,
    exported: false,
    level: notMe ? 'act now' : level,
    audience: 'patient',
    place: 'unknown',
  };
  const device = deviceWords(wordsIn(to.locale), event?.device ?? { browser: null, system: null });
  return messageOf(told, { values: { time: dayAfter(createdAt, 0, to), device } }, to);
}

function scanOf(facts: Study, to: MessageReader): { aScan: string; theScan: string } {
  const day = facts.started === null ? null : dayOf(facts.started, to);
  return scanWords(wordsIn(to.locale), scanKind(facts.modalities), day === '' ? null : day);
}

function dayOf(stated: string, { reader, locale }: MessageReader): string {
  return statedDay(stated, { ...reader, language: locale })?.words ?? '';
}
