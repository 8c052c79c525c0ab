import { remembered } from './remembered.js';
import { STATE_WORDS, stateCode, wordsOfState } from './states.js';
import { COMMON, DESCRIPTOR, DIRECTION, LEGAL_WORDS, SPECIALTY, TYPE } from './word-lists.js';

const ABBREVIATIONS = new Map(
  Object.entries({
    med: 'medical',
    ctr: 'center',
    cntr: 'center',
    centre: 'center',
    hosp: 'hospital',
    hsp: 'hospital',
    hlth: 'health',
    reg: 'regional',
    mem: 'memorial',
    meml: 'memorial',
    gen: 'general',
    comm: 'community',
    univ: 'university',
    dept: 'department',
    assoc: 'associate',
    assc: 'associate',
    mgmt: 'management',
    mgmnt: 'management',
    mgt: 'management',
    hsptl: 'hospital',
    cnty: 'county',
    cmty: 'community',
    ped: 'pediatric',
    fam: 'family',
    diag: 'diagnostic',
    departamento: 'department',
    centro: 'center',
    salud: 'health',
    clinica: 'clinic',
    mass: 'massachusetts',
    conn: 'connecticut',
    tenn: 'tennessee',
    okla: 'oklahoma',
    fla: 'florida',
    assn: 'association',
    grp: 'group',
    inst: 'institute',
    dist: 'district',
    svc: 'service',
    svcs: 'service',
    srvs: 'service',
    sys: 'system',
    phys: 'physician',
    natl: 'national',
    intl: 'international',
    rehab: 'rehabilitation',
    ortho: 'orthopedic',
    peds: 'pediatric',
    pharm: 'pharmacy',
    calif: 'california',
    st: 'saint',
    ste: 'saint',
    mt: 'mount',
    ft: 'fort',
    so: 'southern',
    lab: 'laboratory',
  }),
);
// State codes that are no word of their own inside a name.
const CODES_IN_NAMES = new Set('AZ CT FL GA KY MN NC NJ NM NV NY TN TX WA WI WV'.split(' '));

// Small words, and legal forms and degrees.
const UNHEARD_WORDS = new Set(
  `the of and at for in on a an by to de la el its with dba inc incorporated plc llc llp lp ltd limited corp corporation co company pa pc ps pllc psc sc apc chartered
   md mds do od dds dmd dpm np fnp phd rn dr drs prof jr`.split(/\s+/),
);

/**
 * The words of a name, ready for comparison, in order, none twice. Small words and legal forms are left out
 * unless nothing else would remain.
 */
export function wordsOf(name: string): string[] {
  const words = wordsOfText(withoutNoise(name));
  return words.some((word, at) => words.indexOf(word) !== at) ? [...new Set(words)] : words;
}

/** The same for running text: nothing is taken for noise, and words may repeat. */
export function wordsOfText(text: string): string[] {
  const all = spelled(text);
  if (all === '') return [];
  const words: string[] = [];
  const unheard: string[] = [];
  let isFirst = true;
  for (const written of joinLetters(all.split(' '))) {
    for (const word of (isFirst ? formsOfFirst : formsOfLater)(written))
      (UNHEARD_WORDS.has(word) ? unheard : words).push(word);
    isFirst = false;
  }
  return words.length > 0 ? words : unheard;
}

/** One spelling for what differs only in typing; words apart by one space. */
function spelled(text: string): string {
  const isPlain = /^[ -~]*$/.test(text);
  // 1. Accents and ligatures; the damage a feed did to an apostrophe ("Mary\uFFFD\uFFFDs") becomes one again.
  const lower = (isPlain ? text : withoutAccents(text)).toLowerCase();
  // 2. "&" and "+" are "and"; "ob/gyn" and "x-ray" are one word; possessives, inner apostrophes, dotted letters close up.
  const joined = /[&+'\u2018\u2019`.]|gyn|ray/.test(lower) ? closedUp(lower) : lower;
  // 3. Everything else that is no letter and no digit parts words.
  const words = joined.replace(isPlain ? /[^a-z0-9]+/g : /[^\p{L}\p{N}]+/gu, ' ').trim();
  // 4. Two words or one: "health care", "health centers".
  return words.includes('health') ? withHealthApart(words) : words;
}

function withoutAccents(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/\uFFFD+(?=s\b)/g, "'");
}

function closedUp(text: string): string {
  return text
    .replace(/[&+]/g, ' and ')
    .replace(/\bob[ /-]?gyn\b/g, 'obgyn')
    .replace(/\bx-?ray\b/g, 'xray')
    .replace(/(?<=\p{L})['\u2018\u2019`](?=\p{L})/gu, '')
    .replace(/\b(\p{L})\.(?=\p{L}\b)/gu, '$1');
}

function withHealthApart(words: string): string {
  return words.replace(/\bhealth care\b/g, 'healthcare').replace(/\bhealth ?centers?\b/g, 'health center');
}

// None of the notes below can be in a name that has none of these.
const MAY_HOLD_NOISE =
  /\s\s|[^\S ]|[(\d]|maas|expanse|prod|test|mock|startup|c\/?s\b|scm|dormant|cah\b|breach|affiliat|subsidiar|\bace\W*$/i;

/** What directories and filers add around a name. */
function withoutNoise(name: string): string {
  if (!MAY_HOLD_NOISE.test(name)) return name;
  return (
    name
      .replace(/\s+/g, ' ')
      // Directory: hosting, product and server notes, most of them after the name.
      .replace(/\((?:hosted by|c\/s)[^)]*\)?/i, '')
      .replace(/\b(?:maas\b|expanse\b|tenant \d).*$/i, '')
      .replace(/ (?:[A-Z]{2} )?\d\.\d+ *$/, '')
      .replace(/[- ]+(?:prod(?:uction)?|test|mock|startup|c\/s|cs|[a-z]{2}\d{2}|scm\w*) *$/i, '')
      .replace(/^cc\d+_/i, '')
      .replace(/ \d *$/, '')
      .replace(/[- ]+CAH *$/, '')
      // Feed: status and case notes, and who else is covered.
      .replace(/^dormant:? /i, '')
      .replace(/[,\s]*(?:privacy manager)?[-,\s]*\bbreach\b(?:\s*case.*)?\s*$/i, '')
      .replace(
        /[,\s]+(?:and|for)\s+(?:(?:all|of|its|their|itself|and)\s+)*(?:affiliate|subsidiar)[\s\S]*$/i,
        '',
      )
      .replace(/\b(?:single )?affiliated covered entit(?:y|ies)\b.*$/i, '')
      .replace(/[ (]+ACE\)? *$/, '')
  );
}

/** "NC - Name", as one directory writes it, without the state. */
export function withoutStatePrefix(name: string): string {
  return statePrefix(name) === null ? name : name.slice(5);
}

/** The state of a name written "NC - Name", else null. */
export function statePrefix(name: string): string | null {
  return /^[A-Z]{2} - /.test(name) ? stateCode(name.slice(0, 2)) : null;
}

/** "j f k" is "jfk", "m d" is "md"; a lone letter stays. */
function joinLetters(words: string[]): string[] {
  if (!words.some((word, at) => isLetter(word) && isLetter(words[at + 1]))) return words;
  return words.reduce<string[]>((joined, word, at) => {
    if (isLetter(word) && isLetter(words[at - 1])) joined.push((joined.pop() ?? '') + word);
    else joined.push(word);
    return joined;
  }, []);
}

function isLetter(word: string | undefined): boolean {
  return word !== undefined && word.length <= 2 && /^\p{L}$/u.test(word);
}

const formsOfFirst = remembered((word) => wordForms(word, true));
const formsOfLater = remembered((word) => wordForms(word, false));

/** Abbreviation spelled out, British and Greek vowels made one, plural dropped, "coxhealth" in two words. */
function wordForms(word: string, isFirst: boolean): string[] {
  const code = word.toUpperCase();
  if (!isFirst && CODES_IN_NAMES.has(code)) return wordsOfState(code);
  const single = singular(word);
  const plain = withoutSlip(ABBREVIATIONS.get(word) ?? ABBREVIATIONS.get(single) ?? single)
    .replace(/paedi/, 'pedi')
    .replace(/^gynaec/, 'gynec')
    .replace(/^anaesth/, 'anesth')
    .replace(/^haem/, 'hem');
  const brand = /^(\p{L}{3,})(health(?:care)?)$/u.exec(plain);
  return brand?.[1] !== undefined && brand[2] !== undefined ? [brand[1], brand[2]] : [plain];
}

function singular(word: string): string {
  if (word.length < 4 || /(?:ss|us|is|as)$/.test(word)) return word;
  return word.replace(/(?<=.{3})ies$/, 'y').replace(/s$/, '');
}

/** "Hopsital", "incorpoated": a long word that many names have, with two inner letters swapped or one left out. */
function withoutSlip(word: string): string {
  return SLIPS.get(word) ?? word;
}

// Shorter words make other names.
const LONG_WORD = 7;
const IN_MOST_NAMES = new Set(['center', 'clinic', 'health', 'dental', 'family', 'system', 'group']);
const KINDS_OF_PLACE = new Set(TYPE.split(/\s+/));
const OFTEN_WRITTEN = new Set(
  [TYPE, DESCRIPTOR, SPECIALTY, DIRECTION, COMMON, LEGAL_WORDS, ...STATE_WORDS].flatMap((words) =>
    words.split(/\s+/),
  ),
);
const NAMES_OF_THEIR_OWN = new Set(['heath', 'haring']);
// Given names are like each other: "Michel" is not "Michael".
const COMMON_WORDS = new Set(COMMON.split(/\s+/));
const SLIPS = new Map(
  [...OFTEN_WRITTEN]
    .filter((word) => (word.length >= LONG_WORD && !COMMON_WORDS.has(word)) || IN_MOST_NAMES.has(word))
    .flatMap((word) => slipsOf(word).map((slip): [string, string] => [slip, word])),
);

// The first letter is seldom the wrong one.
function slipsOf(word: string): string[] {
  const slips: string[] = [];
  for (let at = 1; at < word.length - 1; at += 1) {
    const [before, here, next, after] = [word.slice(0, at), word[at], word[at + 1], word.slice(at + 2)];
    slips.push(`${before}${next}${after}`, `${before}${next}${here}${after}`);
  }
  // "Indian" is not "Indiana", "Medica" not "medical".
  if (KINDS_OF_PLACE.has(word) && word.at(-2) !== 'a') slips.push(word.slice(0, -1));
  return slips.filter((slip) => !OFTEN_WRITTEN.has(slip) && !NAMES_OF_THEIR_OWN.has(slip));
}
