import { ACCOUNT_SAVED, type SignInSettingsView } from '../../../src/web/views/account.js';
import type { Case } from './cases.js';
import { type Fill, THIRD_OF_MAY, TODAY, viewer } from './values.js';

/** How somebody signs in: with much, and with little. */
export function accountCases(fill: Fill): Case[] {
  const shell = { lang: 'en', csrf: fill.text('token'), viewer: viewer(fill) };
  const ways = ['link', 'terminal', 'passkey', 'code'] as const;
  const full: SignInSettingsView = {
    ...shell,
    saved: 'ended',
    sessions: ways.map((way, at) => ({
      endAction: `/settings/sign-in/sessions/${at}/end`,
      device: fill.text('Firefox on Windows'),
      here: at === 0,
      way,
      since: THIRD_OF_MAY,
      used: TODAY,
    })),
    others: true,
    email: fill.text('e…@example.org'),
    codes: { left: 3 },
    passkeys: [TODAY, null].map((used) => ({
      name: fill.text('My phone'),
      since: THIRD_OF_MAY,
      used,
      removeAction: '/settings/sign-in/passkeys/1/remove',
    })),
  };
  const alone: SignInSettingsView = {
    ...full,
    sessions: full.sessions.slice(0, 1),
    others: false,
    passkeys: [],
    codes: null,
  };
  return [
    { page: 'settings-sign-in', label: 'four devices', view: full },
    ...ACCOUNT_SAVED.map((saved): Case => ({
      page: 'settings-sign-in',
      label: `done: ${saved}`,
      view: { ...alone, saved },
    })),
    { page: 'recovery', label: 'empty', view: { ...shell, viewer: null, email: '', problem: false } },
    {
      page: 'recovery',
      label: 'wrong',
      view: { ...shell, viewer: null, email: fill.text('elena@example.org'), problem: true },
    },
    {
      page: 'recovery-codes',
      label: 'ten',
      view: {
        ...shell,
        codes: Array.from({ length: 10 }, () => '7K4M-2P9D-XQ3V-AB6T'),
        host: fill.text('example.org'),
      },
    },
    { page: 'account-end', label: 'free to go', view: { ...shell, operator: false, records: [] } },
    {
      page: 'account-end',
      label: 'needed',
      view: {
        ...shell,
        operator: true,
        records: [
          { name: fill.text('Ana'), peopleHref: '/patients/1/people', leaveHref: '/patients/1/leave' },
        ],
      },
    },
    { page: 'account-ended', label: 'gone', view: { ...shell, viewer: null } },
    ...(['open', 'done', 'over'] as const).map((state): Case => ({
      page: 'new-address',
      label: state,
      view: { ...shell, viewer: null, state, token: fill.text('x') },
    })),
    { page: 'error-429', label: 'for twelve minutes', view: { ...shell, minutes: 12 } },
    { page: 'settings-sign-in', label: 'one device', view: { ...alone, saved: null } },
  ];
}
