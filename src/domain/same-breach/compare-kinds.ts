import { NOTHING_TOLD, type Evidence } from './evidence.js';
import type { IncidentView } from './incident-view.js';

const BROKEN_INTO = /hack|ransom|phish|malware|skimm|cyber/i;
const LOST = /loss|theft|mistake|disposal/i;
const ON_PAPER = /^(?:paper|films?|paper\/films)$/i;

/**
 * Paper that was lost is not the network that was broken into, and a mailbox that was read is hardly the servers
 * that were locked. Other kinds are filed too loosely to tell.
 */
export function compareKinds(left: IncidentView, right: IncidentView): Evidence {
  const areOf = (one: Test, other: Test): boolean =>
    (one(left) && other(right)) || (one(right) && other(left));
  if (areOf(isOfPaper, isBreakIn)) return { factor: 0.3, reason: 'paper-and-break-in' };
  return areOf(isOfMailbox, isRansom) ? { factor: 0.7, reason: 'mailbox-and-ransom' } : NOTHING_TOLD;
}

type Test = (view: IncidentView) => boolean;

function isRansom({ types }: IncidentView): boolean {
  return types.some((type) => /ransom/i.test(type));
}

function isOfMailbox({ locations }: IncidentView): boolean {
  return locations.length === 1 && /^e-?mail$/i.test(locations[0] ?? '');
}

function isBreakIn({ types }: IncidentView): boolean {
  return types.some((type) => BROKEN_INTO.test(type)) && !types.some((type) => LOST.test(type));
}

function isOfPaper({ types, locations }: IncidentView): boolean {
  const isPaper = locations.length > 0 && locations.every((place) => ON_PAPER.test(place.trim()));
  return isPaper && !types.some((type) => BROKEN_INTO.test(type));
}
