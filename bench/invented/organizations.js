import { place, state } from './places.js';
import { Random } from './random.js';

const KINDS = [
  'Hospital',
  'Medical Center',
  'Regional Medical Center',
  'Community Hospital',
  'Memorial Hospital',
  'Health System',
  'Healthcare',
  'Imaging Center',
  'Radiology Associates',
  'Diagnostic Imaging, LLC',
  'Orthopedic Clinic',
  'Cancer Institute',
  'Family Medicine, P.C.',
  'Dental Group',
  'Eye Associates, Inc.',
  'Surgery Center',
  'Pediatrics',
  'County Health Department',
];
const UNITS = ['Emergency Department', 'Women’s Imaging', 'Outpatient Center', 'Cardiology Clinic'];

/** Organizations as FHIR servers name them: by town, by brand and site, with former and trade names now and then. */
export function inventedOrganizations(count) {
  const random = new Random(50);
  return Array.from({ length: count }, (_, at) => {
    const { name, city } = inventedName(random);
    const aliases = random.chance(0.15) ? [inventedName(random).name] : [];
    return { id: `org-${at}`, name, aliases, state: state(random), city };
  });
}

/** One name in thirty has a trade name, and as many a department in brackets. */
function inventedName(random) {
  const city = place(random);
  const kind = random.from(KINDS);
  const usual = [`${city} ${kind}`, `${place(random)} ${kind} of ${city}`, `St. ${place(random)} ${kind}`];
  const sites = [`${place(random)} ${kind} - ${city}`, `${place(random)} and ${place(random)} ${kind}`];
  const name = random.from([...usual, ...sites]);
  const odd = [`${place(random)} Partners d/b/a ${name}`, `${name} (${random.from(UNITS)})`];
  return { name: random.chance(1 / 15) ? random.from(odd) : name, city };
}

/**
 * Filings to look for among these organizations: half of them name one, as it is or as filers write it, and tell in
 * `of` which one that is; the others name nobody there, if not by chance. Every third has a description.
 */
export function inventedFilings(organizations, count) {
  const random = new Random(51);
  return Array.from({ length: count }, (_, at) => {
    const known = random.from(organizations);
    const other = { name: inventedName(random).name, state: state(random), of: null };
    const filed =
      at % 2 === 0 ? { name: asFiled(known.name, random), state: known.state, of: known.id } : other;
    return {
      ...filed,
      entityType: random.chance(0.2) ? 'Business Associate' : 'Healthcare Provider',
      businessAssociate: random.chance(0.2),
      description: at % 3 === 0 ? description(filed.name, random) : null,
    };
  });
}

function asFiled(name, random) {
  return random.from([
    name,
    name.toUpperCase(),
    name.replace(' and ', ' & '),
    `${name}, Inc.`,
    shortened(name),
    withSlip(name, random),
    `${place(random)} Holdings, LLC d/b/a ${name}`,
    `${name} (formerly ${place(random)} Partners)`,
    `${place(random)} Billing on behalf of ${name}`,
  ]);
}

/** As directories cut words. */
function shortened(name) {
  return name
    .replace('Medical Center', 'Med Ctr')
    .replace('Hospital', 'Hosp')
    .replace('Regional', 'Reg')
    .replace('Community', 'Comm')
    .replace('Associates', 'Assoc');
}

/** One letter of the first long word is left out. */
function withSlip(name, random) {
  return name.replace(/[A-Za-z]{7,}/, (word) => {
    const at = 2 + random.below(word.length - 3);
    return word.slice(0, at) + word.slice(at + 1);
  });
}

/** About as long as the texts of closed cases on the HHS list. */
export function description(name, random) {
  return (
    `${name} reported that on ${1 + random.below(28)} March an unknown person entered its e-mail system.\r\n\r\n` +
    `The information of ${random.below(90000)} people was involved: names, dates of birth, addresses, and the "record ` +
    'numbers" of patients. Letters were sent to all of them, the press was told, and a call center was opened. ' +
    `A vendor, ${place(random)} Data Services of ${place(random)}, had kept older files that were not encrypted. Staff ` +
    'were trained again, passwords were changed, and a second factor is now asked for at every sign-in from outside. ' +
    'The office looked into the risk analysis and closed the case after the promised steps had been taken.'
  );
}
