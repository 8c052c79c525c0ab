import { accessChanged, accountEvent } from './of-account.js';
import { breach, breachNews } from './of-breach.js';
import { consentStated, otherIdentity, sharedImages } from './of-identity.js';
import {
  aiStated,
  amendedReport,
  changedStudy,
  faceInScan,
  firstList,
  goneStudy,
  knownStudy,
  newStudy,
} from './of-study.js';
import { brokenConnection, digest, pausedWatch, requestDue } from './of-watch.js';
import type { Message } from './message.js';
import { line, type Said } from './parts.js';
import { leansOnLaw } from './steps.js';
import type { Told } from './told.js';

/**
 * The message of a situation: which sentences stand under the four headings, and which steps in which order
 * (next-steps.md sections 10 and 11). It says nothing in words; `writeMessage` does.
 */
export function composeMessage(told: Told): Message {
  const { title, happened, means, stepsIntro, steps, help, laws = [], more: beside = [] } = saidOf(told);
  const { situation, level, audience, place } = told;
  const cited = [...new Set([...steps.flatMap((step) => step.laws), ...laws])];
  const more = [
    ...beside,
    ...(place === 'unknown' && cited.length > 0 ? [line('place.unknown')] : []),
    ...(place === 'elsewhere' && steps.some(({ key }) => leansOnLaw(key)) ? [line('place.elsewhere')] : []),
  ];
  return { situation, level, audience, title, happened, means, stepsIntro, steps, help, more, laws: cited };
}

function saidOf(told: Told): Said {
  switch (told.situation) {
    case 'S01':
      return firstList(told);
    case 'S02':
      return newStudy(told);
    case 'S03':
      return knownStudy(told);
    case 'S04':
      return changedStudy(told);
    case 'S05':
      return goneStudy(told);
    case 'S06':
      return amendedReport(told);
    case 'S07':
      return otherIdentity(told);
    case 'S08':
      return sharedImages(told);
    case 'S09':
      return aiStated(told);
    case 'S10':
      return faceInScan(told);
    case 'S11':
      return consentStated(told);
    case 'S12':
    case 'S13':
    case 'S14':
      return breach(told);
    case 'S15':
      return breachNews(told);
    case 'S16':
      return brokenConnection(told);
    case 'S17':
      return pausedWatch(told);
    case 'S18':
      return accountEvent(told);
    case 'S19':
      return accessChanged(told);
    case 'S20':
      return digest(told);
    case 'S21':
      return requestDue(told);
  }
}
