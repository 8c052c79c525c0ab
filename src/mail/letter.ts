import type { Level } from '../domain/level.js';
import { dayInFull } from '../words/days.js';
import { type Locale, type Values, wordsIn } from '../words/words.js';

/** A link whose words say where it goes. */
export interface LetterLink {
  label: string;
  href: string;
}

/** What one mail says, in the order in which it is read: whole sentences, in the reader's language, nothing escaped. */
export interface Letter {
  locale: Locale;
  subject: string;
  /** What a mail program shows beside the subject. */
  preview: string;
  title: string;
  level: Level | null;
  /** How soon to look. */
  tone: string | null;
  sayings: string[];
  /** Numbered; one thing to do each. */
  steps: string[];
  button: LetterLink | null;
  after: string[];
  /** How to tell that it is ours; null for a mail that stands in no inbox. */
  check: { title: string; label: string; code: string; how: string[] } | null;
  less: { title: string; stop: LetterLink | null; text: string };
  closing: string;
}

/** What every letter is written from; nothing here is about a person or their record. */
export interface LetterView {
  locale: Locale;
  /** The host of this service as a person types it, with its port where it has one. */
  host: string;
  /** The short code that stands in the app's inbox too. */
  code: string;
}

export interface NoticeView extends LetterView {
  mail: NoticeName;
  level: Level;
  /** Whether it concerns more than one person whom the reader looks after. */
  several: boolean;
  /** What its reader chose to have named, never what was found; null says nothing. */
  detail: LetterDetail | null;
  /** The address of the first page, the same for everyone. */
  frontDoor: string;
  /** Null where the mail may not be stopped by a link. */
  unsubscribeUrl: string | null;
}

/** A place as people know it, and the day of a scan (YYYY-MM-DD). */
export interface LetterDetail {
  place: string;
  on: string | null;
}

export const NOTICE_NAMES = [
  'something-new',
  'several-things',
  'connection-problem',
  'access-ending',
  'service',
  'reminder',
  'digest',
  'summary',
  'office-case',
] as const;
export type NoticeName = (typeof NOTICE_NAMES)[number];

type Say = (id: string, values?: Values) => string;

/** A notice: that something is there and how soon to look, never what it is. */
export function noticeLetter(view: NoticeView): Letter {
  const { mail, level, several, detail, host, frontDoor, unsubscribeUrl } = view;
  const say = sayerOf(view);
  return {
    ...frameOf(view, say),
    title: mail === 'something-new' ? say('subject') : say(`${mail}.title`),
    level,
    tone: say(`tone.${keyOf(level)}`),
    sayings: [
      ...(several ? [say('several')] : []),
      ...happened(mail, level, say),
      ...(detail === null ? [] : named(detail, view.locale, say)),
    ],
    button: { label: say('open', { host }), href: frontDoor },
    after: [say(detail === null ? 'why-short' : 'detail.chosen')],
    less: {
      title: say('less.title'),
      stop: unsubscribeUrl === null ? null : { label: say('less.stop', { host }), href: unsubscribeUrl },
      text: say(unsubscribeUrl === null ? 'less.no-stop' : 'less.still-there'),
    },
  };
}

function happened(mail: NoticeName, level: Level, say: Say): string[] {
  switch (mail) {
    case 'something-new':
      return [say(`expect.${keyOf(level)}`)];
    case 'several-things':
      return [say('several-things.happened'), say('several-things.means'), say('several-things.rest')];
    case 'connection-problem':
    case 'access-ending':
    case 'service':
      return [say(`${mail}.happened`), say(`${mail}.means`)];
    case 'reminder':
      return [say('reminder.happened'), say('reminder.only')];
    case 'digest':
    case 'summary':
    case 'office-case':
      return [say(`${mail}.happened`)];
  }
}

function named({ place, on }: LetterDetail, locale: Locale, say: Say): string[] {
  const day = on === null ? [] : [say('detail.day', { day: dayInFull(on, locale) })];
  return [say('detail.place', { place }), ...day];
}

export interface SignInView extends LetterView {
  link: string;
  /** How long the link works. */
  minutes: number;
}

/** The link that signs in: the only one with a secret in it. */
export function signInLetter(view: SignInView): Letter {
  const say = sayerOf(view);
  return {
    ...frameOf(view, say),
    subject: say('sign-in-link.subject'),
    preview: say('sign-in-link.preview'),
    title: say('sign-in-link.title'),
    sayings: [say('sign-in-link.happened', { minutes: view.minutes })],
    button: { label: say('sign-in-link.open', { host: view.host }), href: view.link },
    after: [say('sign-in-link.not-you'), say('sign-in-link.keep')],
    less: { title: say('less.title'), stop: null, text: say('less.sign-in') },
  };
}

/** A link that shows that somebody reads the mail of an address. It stands in no inbox: the address is nobody's yet. */
export function newAddressLetter(view: Omit<SignInView, 'code'>): Letter {
  const say = sayerOf(view);
  return {
    ...frameOf({ ...view, code: '' }, say),
    subject: say('new-address.subject'),
    preview: say('new-address.preview'),
    title: say('new-address.title'),
    sayings: [say('new-address.happened', { minutes: view.minutes })],
    button: { label: say('new-address.open', { host: view.host }), href: view.link },
    after: [say('new-address.not-you')],
    check: null,
    less: { title: say('less.title'), stop: null, text: say('less.sign-in') },
  };
}

export interface InvitationView extends Omit<LetterView, 'code'> {
  /** Leads to the page that says who invites, and to what. */
  link: string;
  /** How long the link works. */
  days: number;
}

/** Asks somebody to help a person whom it does not name: who it is, and with what, is said behind the link. */
export function invitationLetter(view: InvitationView): Letter {
  const say = sayerOf(view);
  return {
    ...frameOf({ ...view, code: '' }, say),
    subject: say('invitation.subject'),
    preview: say('invitation.preview'),
    title: say('invitation.title'),
    sayings: [say('invitation.happened'), say('invitation.choice', { days: view.days })],
    button: { label: say('open', { host: view.host }), href: view.link },
    after: [say('invitation.not-known'), say('invitation.keep')],
    check: null,
    less: { title: say('less.title'), stop: null, text: say('less.invitation') },
  };
}

/** Asks somebody to read for their office what is counted for it: which office it is, is said behind the link. */
export function officerLetter(view: InvitationView): Letter {
  const say = sayerOf(view);
  return {
    ...frameOf({ ...view, code: '' }, say),
    subject: say('officer.subject'),
    preview: say('officer.preview'),
    title: say('officer.title'),
    sayings: [say('officer.happened'), say('officer.choice', { days: view.days })],
    button: { label: say('open', { host: view.host }), href: view.link },
    after: [say('invitation.not-known'), say('invitation.keep')],
    check: null,
    less: { title: say('less.title'), stop: null, text: say('less.invitation') },
  };
}

export interface SecurityView extends LetterView {
  /** info where it is expected; act now where somebody answered that it was not them. */
  level: Level;
  /** The account itself (S18), or who may look at a record (S19). */
  about: 'account' | 'sharing';
  /** When and from what device, in words; null where it is not told. */
  when: string | null;
  device: string | null;
}

/** About the safety of an account. It has no link: whoever was told of a false one types the address. */
export function securityLetter(view: SecurityView): Letter {
  const say = sayerOf(view);
  const { level, about, when, device, host } = view;
  return {
    ...frameOf(view, say),
    subject: say('account-security.subject'),
    preview: say('account-security.preview'),
    title: say('account-security.title'),
    level,
    tone: say(`tone.${keyOf(level)}`),
    sayings: [
      say(`account-security.${about}`),
      ...(when === null ? [] : [say('account-security.when', { when })]),
      ...(device === null ? [] : [say('account-security.device', { device })]),
      say('account-security.you'),
      say('account-security.not-you'),
    ],
    steps: [
      say('account-security.type', { host }),
      say('account-security.sign-in'),
      say('account-security.find'),
    ],
    after: [say('account-security.no-link')],
    less: { title: say('less.title'), stop: null, text: say('less.security') },
  };
}

/** Shows that mail arrives. It is about nobody, and stands in no inbox. */
export function testLetter(view: Omit<LetterView, 'code'>): Letter {
  const say = sayerOf(view);
  return {
    ...frameOf({ ...view, code: '' }, say),
    subject: say('test.subject'),
    preview: say('test.preview'),
    title: say('test.title'),
    sayings: [say('test.happened', { host: view.host }), say('test.nothing')],
    check: null,
    less: { title: say('less.title'), stop: null, text: say('less.test') },
  };
}

/** Says that an account was deleted, to the address that it had. It asks for nothing and has no link. */
export function farewellLetter(view: Omit<LetterView, 'code'>): Letter {
  const say = sayerOf(view);
  return {
    ...frameOf({ ...view, code: '' }, say),
    subject: say('farewell.subject'),
    preview: say('farewell.preview'),
    title: say('farewell.title'),
    sayings: [say('farewell.happened', { host: view.host }), say('farewell.kept'), say('farewell.not-you')],
    check: null,
    less: { title: say('less.title'), stop: null, text: say('less.farewell') },
  };
}

/** What is the same in every letter, unless it says otherwise. */
function frameOf({ locale, host, code }: LetterView, say: Say): Omit<Letter, 'title' | 'less'> {
  return {
    locale,
    subject: say('subject'),
    preview: say('preview'),
    level: null,
    tone: null,
    sayings: [],
    steps: [],
    button: null,
    after: [],
    check: {
      title: say('check.title'),
      label: say('check.code'),
      code,
      how: [say('check.same-code', { host }), say('check.never-ask')],
    },
    closing: say('no-replies', { host }),
  };
}

function sayerOf({ locale }: { locale: Locale }): Say {
  return (id, values) => wordsIn(locale).say(`mail.${id}`, values);
}

/** Levels as ids spell them. */
function keyOf(level: Level): string {
  return level.replace(' ', '-');
}
