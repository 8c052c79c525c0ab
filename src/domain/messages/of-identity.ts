import { isUnderFederalLaw } from '../letters/place.js';
import { complaintAt, helpOfRecord, line, list, privacyAt, type Said, say, when } from './parts.js';
import { stepsAt } from './steps.js';
import type { Told } from './told.js';

type Of<Situation extends Told['situation']> = Extract<Told, { situation: Situation }>;

/** Nothing of the other person is shown, in any form. */
export function otherIdentity(told: Of<'S07'>): Said {
  const details = told.audience !== 'helper';
  return {
    title: line('S07.title'),
    happened: [
      say('S07.happened'),
      ...when(told.differing && details, say('S07.differs')),
      ...when(told.own && details, say('S07.own')),
      say('S07.aside'),
    ],
    means: [
      say('often'),
      list(['former-name', 'family-label', 'stand-in-name', 'outside-number'].map((one) => `reason.${one}`)),
      say('S07.may'),
    ],
    stepsIntro: line('S07.do-not-share'),
    steps: stepsAt(told, ['call-identity', 'doctor', 'correct', 'copies', 'opened']),
    help: helpOfRecord(told),
  };
}

/** Harmless unless the two scans are at odds; then it is a question of identity. */
export function sharedImages(told: Of<'S08'>): Said {
  return {
    title: line('S08.title'),
    happened: [
      say('S08.happened'),
      ...when(told.other, say('S08.other')),
      ...when(told.atOdds, say('S08.at-odds')),
    ],
    means: [
      say('often'),
      list(['sent-twice', 'two-parts', 'second-reading'].map((one) => `reason.${one}`)),
      ...when(told.atOdds, say('rarely')),
    ],
    stepsIntro: told.atOdds ? null : line('if-you-like'),
    steps: stepsAt(
      told,
      told.atOdds ? ['call-twice', 'doctor', 'bills', 'correct'] : ['call-twice', 'bills', 'copies'],
    ),
    help: helpOfRecord(told),
  };
}

export function consentStated(told: Of<'S11'>): Said {
  return {
    title: line('S11.title'),
    happened: [
      say(told.dated ? 'S11.happened' : 'S11.undated'),
      say('S11.words'),
      { quote: { quoted: 'scope' } },
    ],
    means: [say('S11.means')],
    stepsIntro: line('if-you-like'),
    steps: stepsAt(told, ['read-form', 'ask-consent', 'withdraw', 'limit']),
    help: [privacyAt(told.place), complaintAt(told.place)],
    ...(isUnderFederalLaw(told.place) ? { laws: ['de-identified'] } : {}),
  };
}
