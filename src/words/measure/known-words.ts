import { daleChall } from 'dale-chall';

/**
 * Words that readers of our texts know although the list of 1995 has them not: of health care, of letters, of life
 * with a telephone. A word that is not on either list is explained where it first stands.
 */
const OURS =
  `scan scans image privacy software email website online app apps password account accounts portal clinic copies
  CT MRI AI PET ID PDF X-ray X-rays breast chest ultrasound mammogram credit freeze bank card plan plans bureau bureaus
  insurance medical data breach record research consent privacy permission prescription surgery treatment technician
  patient patients caregiver hotline help-line summary payment bills photo photos passkey device devices
  internet browser inbox code link mailed sign-in details detail download guide settings session sessions
  reported report billed replaced withdrew corrected amended missing identity federal office-hours calendar
  site entry label staff system rare rarely within civil contact practice computer type typing press access request complain
  department emergency information limit opinion pause error text involve misuse rely result gap cancelled cancel
  proof example tattoo scar illness student future normal ashamed debt area common disc chat upload elect gene allergy adult object
  firefox meanwhile shown private allow source legal advice usual risk registered baby protection commissioner sandbox
  Social Security Equifax Experian TransUnion OCR HHS January February March April May June July August September October
  November December US United Kingdom European Union California Texas Washington`.split(/\s+/);

const KNOWN = new Set([...daleChall, ...OURS].map((word) => word.toLowerCase()));

const ENDINGS: [RegExp, string[]][] = [
  [/ies$/, ['y']],
  [/ied$/, ['y']],
  [/es$/, ['', 'e']],
  [/s$/, ['']],
  [/(.)\1(?:ed|ing|er|est)$/, ['$1']],
  [/ed$/, ['', 'e']],
  [/ing$/, ['', 'e']],
  [/er$/, ['', 'e']],
  [/est$/, ['', 'e']],
  [/ly$/, ['', 'le']],
  [/ily$/, ['y']],
];

/** Whether most readers know the word, in any of its forms (Dale and Chall count regular forms as the word itself). */
export function isKnown(word: string): boolean {
  const bare = word
    .toLowerCase()
    .replace(/[’']s?$/, '')
    .replace(/n[’']t$/, '');
  return isListed(bare) || bare.split('-').every(isListed);
}

function isListed(word: string): boolean {
  if (/^\d/.test(word) || KNOWN.has(word)) return true;
  return ENDINGS.some(
    ([ending, stems]) => ending.test(word) && stems.some((stem) => KNOWN.has(word.replace(ending, stem))),
  );
}
