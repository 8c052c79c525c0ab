/** What a mail must not hold, as the record writes it. Dates are ISO 8601 (2026-05-03). */
export interface PrivateFacts {
  people: string[];
  places: string[];
  exams: string[];
  dates: string[];
  ids: string[];
}

/** One way in which a fact could be written. Short ones ask for whole words; for the rest spaces and signs do not count. */
export interface Needle {
  fact: string;
  folded: string;
  sameWord: boolean;
}

// Words that are part of names now and then but tell nothing on their own, and that our letters may need.
const TELLS_NOTHING = new Set(
  (
    'a an and any as at by code day days de for from get help here how in is it link look mail may new no not now of on ' +
    'one open or our page see sign so step the there this time to today two us we week with you your'
  ).split(' '),
);
const LETTERS: Record<string, string> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  þ: 'th',
};

/** Lower case without marks, every run of other signs one space: "Łódź-Clinic" and "lodz clinic" come out alike. */
export function fold(text: string): string {
  const bare = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return bare
    .replace(/[łøđðßæœıþ]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Every spelling to look for. A name leaks by any of its words, an id or a date only as a whole. */
export function needlesOf(facts: PrivateFacts): Needle[] {
  const names = [...facts.people, ...facts.places, ...facts.exams].flatMap((fact) =>
    telling(fact).map((word) => needle(fact, word, word.length < 6)),
  );
  const dates = facts.dates.flatMap((fact) =>
    spellingsOf(fact).map((date) => needle(fact, fold(date), true)),
  );
  const ids = facts.ids.map((fact) => needle(fact, fold(fact), fact.length < 4));
  return [...names, ...dates, ...ids].filter((one) => one.folded !== '');
}

function needle(fact: string, folded: string, sameWord: boolean): Needle {
  return { fact, folded: sameWord ? folded : folded.replaceAll(' ', ''), sameWord };
}

/** The words of a name that tell something; where none does, the name as a whole. */
function telling(name: string): string[] {
  const words = fold(name).split(' ');
  const kept = words.filter((word) => word.length > 1 && !TELLS_NOTHING.has(word));
  return kept.length > 0 ? kept : [words.join(' ')];
}

/** 3 May 2026 as people and machines write it, and 3 May without the year. */
function spellingsOf(isoDate: string): string[] {
  const [year = '', month = '', day = ''] = isoDate.slice(0, 10).split('-');
  const [m, d] = [String(Number(month)), String(Number(day))];
  const numeric = [
    `${year} ${month} ${day}`,
    `${year}${month}${day}`,
    ...[`${month} ${day}`, `${day} ${month}`, `${m} ${d}`, `${d} ${m}`].flatMap((pair) => [
      `${pair} ${year}`,
      `${pair} ${year.slice(2)}`,
    ]),
  ];
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const words = (['long', 'short'] as const).flatMap((style) => {
    const name = new Intl.DateTimeFormat('en', { month: style, timeZone: 'UTC' }).format(at);
    return [`${d} ${name}`, `${name} ${d}`];
  });
  return [...numeric, ...words];
}
