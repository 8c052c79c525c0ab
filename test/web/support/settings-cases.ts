import { MUTABLE_SITUATIONS } from '../../../src/domain/mutable.js';
import { SAVED } from '../../../src/web/views/settings.js';
import type { Shell } from '../../../src/web/views/shell.js';
import type { Case } from './cases.js';
import { type Fill, THIRD_OF_MAY } from './values.js';

/** Everything that can be chosen, chosen and not. */
export function settingsCases(fill: Fill, head: Shell & { email: string }): Case[] {
  const choice = (name: string, chosen: boolean) => ({ name, label: fill.text(name), chosen });
  const plain = {
    ...head,
    stopped: false,
    streams: [
      { stream: 'check' as const, on: true },
      { stream: 'info' as const, on: true },
    ],
    newsByMail: false,
    languages: [choice('en', true), choice('es', false)],
    zones: [
      { region: 'Europe', zones: [choice('Europe/Berlin', false)] },
      { region: 'Everywhere', zones: [choice('UTC', true)] },
    ],
    quiet: { on: false, from: '21:00', until: '08:00', today: false },
    digest: {
      mailed: true,
      weekdays: [choice('week-1', false)],
      monthDays: [choice('month-1', true)],
      hours: [choice('8', true)],
    },
    mutes: [],
    mutablePlaces: [],
    mutableKinds: [],
    details: { since: null, warning: fill.text('Mail is not private.'), version: '1' },
    webhook: null,
    saved: null,
  };
  const mute = { unmuteAction: '/settings/mutes/1/end', since: THIRD_OF_MAY };
  return [
    { page: 'settings', label: 'nothing chosen', view: plain },
    {
      page: 'settings',
      label: 'much chosen, address dead',
      view: {
        ...plain,
        stopped: true,
        streams: [
          { stream: 'check', on: false },
          { stream: 'info', on: false },
        ],
        newsByMail: true,
        quiet: { on: true, from: '22:30', until: '07:00', today: true },
        digest: { ...plain.digest, mailed: false },
        mutes: [
          { ...mute, place: fill.text('Lakeside Hospital (Ana)'), situation: null, kept: 1 },
          { ...mute, place: null, situation: 'S13', kept: 12 },
        ],
        mutablePlaces: [{ id: '1', label: fill.text('Northgate Clinic (Ana)') }],
        mutableKinds: [...MUTABLE_SITUATIONS],
        details: { ...plain.details, since: THIRD_OF_MAY },
        webhook: {
          address: fill.text('https://example.org/hook'),
          fromLevel: 'check',
          failingSince: THIRD_OF_MAY,
          problem: fill.text('it did not answer in time'),
          waiting: 3,
        },
      },
    },
    { page: 'webhook-secret', label: 'made', view: { ...head, secret: fill.text('abc') } },
    ...SAVED.map((saved) => ({
      page: 'settings' as const,
      label: `saved: ${saved}`,
      view: { ...plain, saved },
    })),
  ];
}
