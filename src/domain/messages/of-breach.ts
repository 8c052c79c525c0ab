import { isUnderFederalLaw } from '../letters/place.js';
import { complaintAt, line, list, privacyAt, type Said, say, when } from './parts.js';
import { type StepKey, stepsAt } from './steps.js';
import type { BreachTold, Told } from './told.js';

type Reported = Extract<Told, BreachTold>;
type News = Extract<Told, { situation: 'S15' }>;

/** That the organization reported is a fact; that this person's data are in it is not known before its letter says so. */
export function breach(told: Reported): Said {
  if (told.situation === 'S13') return told.answer === 'not-mine' ? otherPlace(told) : possible(told);
  const vendor = told.situation === 'S14';
  return {
    title: line(vendor ? 'S14.title' : told.letter ? 'S12.letter.title' : 'S12.title'),
    happened: happened(told),
    means: vendor ? vendorMeans() : means(told),
    stepsIntro: told.dealt ? line('nothing-more-to-do') : line('in-order'),
    steps: stepsAt(told, stepsOf(told)),
    help: help(told),
    more: [
      ...(told.morePeople ? [line('S12.more-people')] : []),
      ...(told.closed ? [line('S12.closed')] : []),
    ],
    ...(vendor && isUnderFederalLaw(told.place) ? { laws: ['vendor-breach'] } : {}),
  };
}

function happened(told: Reported): Said['happened'] {
  const opening = told.letter
    ? [
        say('S12.letter'),
        ...when(told.hotline, say('S12.letter.hotline')),
        ...when(told.offerCode, say('S12.letter.code')),
      ]
    : [say(told.reportedOn ? 'S12.happened' : 'S12.happened.undated'), say(`S12.affected.${told.affected}`)];
  return [
    ...opening,
    ...when(told.held && told.audience !== 'helper', say('S12.held')),
    ...kindsOf(told),
    ...when(told.moreKinds, say('S12.more-kinds')),
  ];
}

function kindsOf({ kinds }: BreachTold): Said['happened'] {
  return kinds.length === 0
    ? [say('S12.no-kinds')]
    : [say('S12.kinds'), list(kinds.map((kind) => `S12.kind.${kind}`))];
}

function means({ letter, letterBy }: BreachTold): Said['means'] {
  if (letter) return [say('S12.means.letter')];
  return [say('S12.means'), ...when(letterBy, say('S12.letter-by')), say('S12.no-letter')];
}

function vendorMeans(): Said['means'] {
  return [say('S14.means'), say('S14.letter-name'), say('S12.no-letter')];
}

/** By the numbers that were named, whoever reported; what is half a year old, or dealt with, asks nothing. */
function freezes({ numbers, level }: Reported): boolean {
  return numbers && level !== 'quiet';
}

/**
 * A vendor has its own time to tell the place before the place's begins (45 CFR 164.410): of its breach no day is known by
 * which a letter must come.
 *
 * What was named in the report ranks the steps: numbers that open accounts first, then what only the letter can tell.
 */
function stepsOf(told: Reported): StepKey[] {
  const numbers = ['social-security', 'bank', 'card', 'health-plan'].some((kind) =>
    told.kinds.includes(kind),
  );
  const keys: (StepKey | false)[] = [
    freezes(told) && 'freeze',
    told.kinds.includes('password') && 'password',
    told.situation === 'S14' && 'call-vendor',
    told.letter ? 'hotline' : told.letterBy && told.situation !== 'S14' ? 'watch-letter-by' : 'watch-letter',
    !told.letter && 'hotline',
    'offer',
    (numbers || told.letter) && 'bills',
    !told.letter && 'complain',
  ];
  return keys.filter((key) => key !== false);
}

function help(told: Reported): Said['help'] {
  const numbers = freezes(told) && isUnderFederalLaw(told.place);
  return [line('help.hotline'), ...(numbers ? [line('help.identity')] : []), complaintAt(told.place)];
}

function possible(told: Reported): Said {
  const federal = isUnderFederalLaw(told.place);
  return {
    title: line('S13.title'),
    happened: [
      say(told.reportedOn ? 'S13.happened' : 'S13.happened.undated'),
      say(`S12.affected.${told.affected}`),
      ...kindsOf(told),
    ],
    means: [
      say('S13.means'),
      ...when(told.why.length > 0, say('S13.why'), list(told.why.map((why) => `S13.why.${why}`))),
    ],
    // What is half a year old is history, whomever it is about.
    stepsIntro: told.level === 'quiet' ? line('nothing-to-do') : null,
    steps: told.level === 'quiet' ? [] : stepsAt(told, ['tell-same', 'find-notice', 'call-breach']),
    help: [...(federal ? [line('S13.worry')] : []), complaintAt(told.place)],
    ...(federal ? { laws: ['freeze'] } : {}),
  };
}

function otherPlace(told: Reported): Said {
  return {
    title: line('S13.title'),
    happened: [say(told.reportedOn ? 'S13.happened' : 'S13.happened.undated')],
    means: [say('S13.other')],
    stepsIntro: line('nothing-to-do'),
    steps: [],
    help: [line('any-time'), line('help.app')],
  };
}

/** What was said is taken back: the only news that changes what somebody should do, beside a breach that says more (S12). */
export function breachNews(told: News): Said {
  return {
    title: line('S15.title'),
    happened: [say(`S15.${told.news}`)],
    means: [say('S15.means')],
    stepsIntro: line('nothing-to-do'),
    steps: [],
    help: [line('help.app'), privacyAt(told.place)],
  };
}
