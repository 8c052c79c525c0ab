import type { InboxLineView } from '../../../src/web/views/mail.js';
import type { Case } from './cases.js';
import { guideLinksWith } from './guide-cases.js';
import { aMessage } from './messages.js';
import { settingsCases } from './settings-cases.js';
import { cared, type Fill, self, THIRD_OF_MAY, TODAY, viewer } from './values.js';

/** Inbox, mailbox, and what is said about our mail. */
export function mailCases(fill: Fill): Case[] {
  const shell = { lang: 'en', csrf: fill.text('token'), viewer: viewer(fill) };
  const signedOut = { ...shell, viewer: null };
  const line: InboxLineView = {
    href: '/inbox/1',
    code: 'K7QM-2P4D',
    situation: 'S02',
    level: 'check',
    notMine: false,
    who: cared(fill),
    at: TODAY,
    read: false,
  };
  const messages: InboxLineView[] = [
    line,
    { ...line, situation: 'S12', level: 'act now' },
    { ...line, level: 'act soon', notMine: true },
    { ...line, situation: 'S01', level: 'quiet', read: true, who: self(fill) },
    { ...line, situation: 'S07', level: 'act soon' },
    { ...line, situation: 'S08', level: 'check' },
    { ...line, situation: 'S09', level: 'info' },
    { ...line, situation: 'S10', level: 'info' },
    { ...line, situation: 'S11', level: 'info' },
    { ...line, situation: 'S13', level: 'info', read: true, at: THIRD_OF_MAY },
    { ...line, situation: 'S15', level: 'info' },
  ];
  const message = { organization: fill.organization, openAction: '/inbox/1/open', wasYou: null };
  const mail = {
    href: '/mailbox/1',
    to: fill.text('elena@example.org'),
    subject: fill.text('Something new is ready to look at'),
    at: TODAY,
    code: 'K7QM-2P4D',
    firstLine: fill.text('Please do the first step this week.'),
  };
  const states = ['sent', 'waiting', 'held', 'failed', 'app-only'] as const;
  return [
    { page: 'inbox', label: 'empty', view: { ...shell, messages: [] } },
    { page: 'inbox', label: 'four', view: { ...shell, messages } },
    ...states.map((state): Case => ({
      page: 'inbox-message',
      label: state,
      view: {
        ...shell,
        ...message,
        written: state === 'sent' ? aMessage(fill, self(fill), 'S10', 'info') : null,
        message: state === 'app-only' ? { ...line, situation: 'S03', level: 'quiet' } : line,
        delivery: { state, address: fill.text('e…@example.org'), at: TODAY, why: null },
      },
    })),
    ...(['address', 'refused', 'expired'] as const).map((reason, at): Case => {
      const why = { reason, code: at === 2 ? null : fill.text('550 5.1.1') };
      const delivery = { state: 'failed', address: fill.text('e…@example.org'), at: TODAY, why } as const;
      return {
        page: 'inbox-message',
        label: `not delivered, ${reason}`,
        view: { ...shell, ...message, written: null, message: line, delivery },
      };
    }),
    ...([null, 'mine', 'not-mine'] as const).map((answer): Case => ({
      page: 'inbox-message',
      label: `about the account, ${answer ?? 'not said'}`,
      view: {
        ...shell,
        ...message,
        written: null,
        message: { ...line, situation: 'account', level: 'info', who: { name: '', role: 'self' } },
        delivery: { state: 'sent', address: fill.text('e…@example.org'), at: TODAY, why: null },
        wasYou: { answer, action: '/inbox/1/was-you' },
      },
    })),
    {
      page: 'inbox-message',
      label: 'an office answered',
      view: {
        ...shell,
        ...message,
        written: null,
        message: { ...line, situation: 'office-answer', level: 'info' },
        delivery: { state: 'app-only', address: fill.text('e…@example.org'), at: TODAY, why: null },
      },
    },
    {
      page: 'inbox-message',
      label: 'a case sent to an office',
      view: {
        ...shell,
        ...message,
        written: null,
        message: { ...line, situation: 'office-case', level: 'info', who: { name: '', role: 'self' } },
        delivery: { state: 'app-only', address: fill.text('e…@example.org'), at: TODAY, why: null },
      },
    },
    { page: 'mailbox', label: 'empty', view: { ...shell, mails: [] } },
    { page: 'mailbox', label: 'three', view: { ...shell, mails: [mail, { ...mail, code: null }, mail] } },
    {
      page: 'mailbox-message',
      label: 'both parts',
      view: {
        ...shell,
        mail,
        headers: [
          { name: 'Subject', value: mail.subject },
          { name: 'List-Unsubscribe', value: `<https://localhost/u/${'x'.repeat(90)}>` },
        ],
        text: fill.text('Something new is ready.\n\nhttps://localhost/flags/1\n\nCode: K7QM-2P4D\n'),
        htmlHref: '/mailbox/1/html',
        links: [{ href: `https://localhost/flags/${'1'.repeat(60)}` }],
      },
    },
    {
      page: 'mailbox-message',
      label: 'text only',
      view: { ...shell, mail, headers: [], text: fill.text('Hello.'), htmlHref: null, links: [] },
    },
    {
      page: 'our-mail',
      label: 'signed out',
      view: { ...signedOut, sender: fill.text('watch@example.org'), host: fill.text('example.org') },
    },
    { page: 'unsubscribe-confirm', label: 'signed out', view: { ...signedOut, action: '/unsubscribe/1' } },
    { page: 'unsubscribed', label: 'signed out', view: signedOut },
    ...settingsCases(fill, { ...shell, email: fill.text('e…@example.org') }),
    {
      page: 'help',
      label: 'signed in',
      view: { ...shell, host: fill.text('watch.example.org'), guides: guideLinksWith(fill) },
    },
    {
      page: 'help',
      label: 'signed out',
      view: { ...signedOut, host: 'watch.example.org', guides: guideLinksWith(fill) },
    },
  ];
}
