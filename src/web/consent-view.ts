import { type AllowingConsent, isOver } from '../domain/consent.js';
import type { ConsentView } from './views/record.js';
import { type Reader, statedDay } from './words/times.js';

/** The consents that hold now, as pages show them. */
export function consentViews(consents: AllowingConsent[], reader: Reader): ConsentView[] {
  return consents
    .filter(({ until }) => !isOver(until, reader.now.toISOString()))
    .map(({ scope, organization, on }) => ({
      scope,
      organization,
      on: on === null ? null : statedDay(on, reader),
    }));
}
