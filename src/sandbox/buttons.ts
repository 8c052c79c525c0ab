import type { Words } from '../words/words.js';
import type { SandboxEventKind } from './events.js';

/** What can be made to happen, in the order of the buttons. */
export const SANDBOX_KINDS = [
  'unknown-study',
  'expected-study',
  'study-vanishes',
  'study-returns',
  'study-corrected',
  'report-corrected',
  'images-replaced',
  'ids-reissued',
  'hospital-down',
  'hospital-up',
  'breach-reported',
] as const satisfies readonly SandboxEventKind[];

export interface SandboxButton {
  kind: SandboxEventKind;
  label: string;
  whatHappens: string;
}

/** The buttons of the sandbox page, in the words of the person who presses. */
export function sandboxButtons(words: Words): SandboxButton[] {
  return SANDBOX_KINDS.map((kind) => ({
    kind,
    label: words.say(`sandbox.deed.${kind}`),
    whatHappens: words.say(`sandbox.happens.${kind}`),
  }));
}
