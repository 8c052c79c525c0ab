import { Info } from 'luxon';
import { USUAL_QUIET_HOURS } from '../domain/delivery.js';
import type { DigestRhythm } from '../domain/digest-day.js';
import { MUTABLE_SITUATIONS } from '../domain/mutable.js';
import type { Choices } from '../store/choices.store.js';
import type { EndpointState } from '../store/endpoint.store.js';
import type { MutablePlace, Mute } from '../store/mute.store.js';
import { type Locale, LOCALES, wordsIn } from '../words/words.js';
import { detailWarning } from './detail-warning.js';
import { notTakenWords } from './not-taken.js';
import { DIGEST_DAYS } from './settings-forms.js';
import { SAVED, type Saved, type SettingsView } from './views/settings.js';
import { momentWords, type Reader } from './words/times.js';

type Delivery = Pick<
  SettingsView,
  | 'newsByMail'
  | 'languages'
  | 'quiet'
  | 'digest'
  | 'mutes'
  | 'mutablePlaces'
  | 'mutableKinds'
  | 'details'
  | 'webhook'
>;

export interface ChosenSoFar {
  choices: Choices;
  rhythm: DigestRhythm;
  mutes: Mute[];
  places: MutablePlace[];
  locale: Locale;
  digestMailed: boolean;
  webhook: EndpointState | null;
}

/** The choices as their forms show them. */
export function deliveryView(chosen: ChosenSoFar, reader: Reader): Delivery {
  const { choices, rhythm, mutes, places, locale, digestMailed, webhook } = chosen;
  const muted = new Set(mutes.map(({ situation }) => situation));
  const { version, text } = detailWarning(locale);
  return {
    newsByMail: choices.infoByMail,
    // Each in its own language, as who looks for it knows it.
    languages: LOCALES.map((name) => ({
      name,
      label: wordsIn(name).say(`shell.language.${name}`),
      chosen: name === locale,
    })),
    quiet: quietView(choices),
    digest: { mailed: digestMailed, ...digestView(rhythm, locale) },
    mutes: mutes.map((mute) => muteView(mute, reader)),
    mutablePlaces: places.map(({ id, siteName, name }) => ({ id, label: `${siteName} (${name})` })),
    mutableKinds: MUTABLE_SITUATIONS.filter((situation) => !muted.has(situation)),
    details: {
      since: choices.detailsSince === null ? null : momentWords(choices.detailsSince, reader),
      warning: text,
      version,
    },
    webhook: webhook && webhookView(webhook, locale, reader),
  };
}

/** What was saved just now, from the address of the page. */
export function savedIn(said: unknown): Saved | null {
  return SAVED.find((each) => each === said) ?? null;
}

function quietView({ quiet, actNowAtOnce }: Choices): SettingsView['quiet'] {
  const { from, until } = quiet ?? USUAL_QUIET_HOURS;
  return { on: quiet !== null, from: clockOf(from), until: clockOf(until), today: actNowAtOnce };
}

function clockOf(minutes: number): string {
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function digestView(rhythm: DigestRhythm, locale: Locale): Omit<SettingsView['digest'], 'mailed'> {
  const choices = DIGEST_DAYS.map(({ every, day, name }) => ({
    every,
    name,
    label: every === 'week' ? Info.weekdays('long', { locale })[day - 1]! : String(day),
    chosen: every === rhythm.every && day === rhythm.day,
  }));
  return {
    weekdays: choices.filter(({ every }) => every === 'week'),
    monthDays: choices.filter(({ every }) => every === 'month'),
    hours: Array.from({ length: 24 }, (_, hour) => ({
      name: String(hour),
      label: clockOf(hour * 60),
      chosen: hour === rhythm.hour,
    })),
  };
}

function webhookView(state: EndpointState, locale: Locale, reader: Reader): SettingsView['webhook'] {
  const { address, fromLevel, failingSince, problem, waiting } = state;
  const since = failingSince === null ? null : momentWords(failingSince, reader);
  return {
    address,
    fromLevel,
    failingSince: since,
    problem: problem === null ? '' : notTakenWords(problem, wordsIn(locale)),
    waiting,
  };
}

function muteView(
  { id, place, situation, mutedAt, kept }: Mute,
  reader: Reader,
): SettingsView['mutes'][number] {
  return {
    unmuteAction: `/settings/mutes/${id}/end`,
    place: place === null ? null : `${place.siteName} (${place.name})`,
    situation,
    since: momentWords(mutedAt, reader),
    kept,
  };
}
