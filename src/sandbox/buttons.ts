import type { SandboxEventKind } from './events.js';

export interface SandboxButton {
  kind: SandboxEventKind;
  label: string;
  whatHappens: string;
}

/** What can be made to happen on the sandbox page, in the words of the person who presses. */
export const SANDBOX_BUTTONS: SandboxButton[] = [
  {
    kind: 'unknown-study',
    label: 'A scan nobody ordered',
    whatHappens:
      'The hospital now lists a scan that is dated years ago. There is no order, no visit and no report for it.',
  },
  {
    kind: 'expected-study',
    label: 'A scan you know about',
    whatHappens: 'A scan from yesterday arrives, with its order, its visit and its report. No alarm is due.',
  },
  {
    kind: 'study-vanishes',
    label: 'A scan is no longer listed',
    whatHappens: 'The hospital stops showing one scan, along with its order and its report.',
  },
  {
    kind: 'study-returns',
    label: 'A missing scan comes back',
    whatHappens: 'The scan that went missing last is listed again, as it was.',
  },
  {
    kind: 'study-corrected',
    label: 'Left becomes right',
    whatHappens: 'The hospital changes the side of the body that one scan is filed under.',
  },
  {
    kind: 'report-corrected',
    label: 'A report is changed',
    whatHappens: 'The hospital marks the report of one scan as amended and adds a line to it.',
  },
  {
    kind: 'images-replaced',
    label: 'The images are swapped',
    whatHappens: 'One scan keeps its entry and its number, but other images are behind it now.',
  },
  {
    kind: 'ids-reissued',
    label: 'The hospital changes its computer',
    whatHappens: 'Every entry gets a new internal number. Nothing else changes, and no alarm is due.',
  },
  {
    kind: 'hospital-down',
    label: 'The hospital stops answering',
    whatHappens: 'The hospital says that it is out of service, until you bring it back.',
  },
  {
    kind: 'hospital-up',
    label: 'The hospital answers again',
    whatHappens: 'The hospital is back, with everything it had.',
  },
  {
    kind: 'breach-reported',
    label: 'The hospital reports a breach',
    whatHappens: 'The hospital appears on the list of breaches: about 12,000 people, a hacked server.',
  },
];
