import type { Level } from '../domain/level.js';

/** Languages that every mail is written in. */
export type MailLocale = 'en';

/** What each letter may say besides its own words; nothing here is about a person or their record. */
interface LetterView {
  locale: MailLocale;
  /** The host of this service as a person types it, with its port where it has one. */
  host: string;
  /** The short code that stands in the app's inbox too. */
  code: string;
}

export interface NoticeView extends LetterView {
  level: Level;
  /** Whether it concerns more than one person whom the reader looks after. */
  several: boolean;
  /** The address of the first page, the same for everyone. */
  frontDoor: string;
  /** Null where the mail may not be stopped by a link. */
  unsubscribeUrl: string | null;
}

export interface SignInLinkView extends LetterView {
  link: string;
  /** How long the link works. */
  minutes: number;
}

export interface MailViews {
  'something-new': NoticeView;
  'connection-problem': NoticeView;
  reminder: NoticeView;
  'sign-in-link': SignInLinkView;
}

export type MailName = keyof MailViews;
