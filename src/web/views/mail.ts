import type { WrittenMessage } from '../../words/write-message.js';
import type { Level } from '../../domain/level.js';
import type { TimeView } from '../words/times.js';
import type { GuideLinks } from './guides.js';
import type { NeedView, Shell, Who } from './shell.js';

/** S18 is a link to sign in, `account` what else happened to the account: the `who` is the reader, and it names no organization. */
export type MessageSituation =
  | NeedView['situation']
  | 'S03'
  | 'S07'
  | 'S08'
  | 'S09'
  | 'S10'
  | 'S11'
  | 'S14'
  | 'S15'
  | 'S18'
  | 'account'
  // an office's answer to a case that was sent to it
  | 'office-answer'
  // a case that was sent to an office of the reader's
  | 'office-case'
  | 'S20'
  | 'summary'
  | 'S21';

/** One message in the app, with the code that also stands in its mail. */
export interface InboxLineView {
  href: string;
  code: string;
  situation: MessageSituation;
  /** Somebody answered "not mine". */
  notMine: boolean;
  level: Level;
  who: Who;
  at: TimeView;
  read: boolean;
}

export interface InboxView extends Shell {
  messages: InboxLineView[];
}

/** What became of the mail: `app-only` where the person hears of this level in the app alone. */
export interface DeliveryView {
  state: 'sent' | 'waiting' | 'held' | 'failed' | 'app-only';
  /** Masked, like "e…@example.org". */
  address: string;
  at: TimeView;
  /** Why it could not be delivered, where that is known: with the code that the mail server gave, where it gave one. */
  why: { reason: 'address' | 'refused' | 'expired'; code: string | null } | null;
}

export interface InboxMessageView extends Shell {
  message: InboxLineView;
  /** In full; null for one whose own page says it. */
  written: WrittenMessage | null;
  /** Empty for S18. */
  organization: string;
  delivery: DeliveryView;
  /** Posts "Take a look": marks it as read and leads to what it is about. */
  openAction: string;
  /** What happened to the account, for its owner to say whether it was them; null for everything else. */
  wasYou: { answer: 'mine' | 'not-mine' | null; action: string } | null;
}

/** A mail kept in embedded mode. */
export interface MailboxLineView {
  href: string;
  to: string;
  subject: string;
  at: TimeView;
  /** The code that tells the mail from others like it; null where it has none. */
  code: string | null;
  /** The first line that is its own. */
  firstLine: string;
}

export interface MailboxView extends Shell {
  mails: MailboxLineView[];
}

export interface MailboxMessageView extends Shell {
  mail: MailboxLineView;
  headers: { name: string; value: string }[];
  text: string;
  /** The HTML part's own address, to be shown in a sandboxed frame; null where there is none. */
  htmlHref: string | null;
  /** The links of the text part, in order. */
  links: { href: string }[];
}

export interface OurMailView extends Shell {
  sender: string;
  host: string;
}

export interface HelpView extends Shell {
  host: string;
  guides: GuideLinks;
}

export interface UnsubscribeConfirmView extends Shell {
  action: string;
}
