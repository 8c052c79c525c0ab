/** Two-letter code of each state, district and territory that files breaches, with the name it is written by. */
const NAME_OF_CODE = new Map(
  Object.entries({
    AL: 'alabama',
    AK: 'alaska',
    AZ: 'arizona',
    AR: 'arkansas',
    CA: 'california',
    CO: 'colorado',
    CT: 'connecticut',
    DE: 'delaware',
    DC: 'district of columbia',
    FL: 'florida',
    GA: 'georgia',
    GU: 'guam',
    HI: 'hawaii',
    ID: 'idaho',
    IL: 'illinois',
    IN: 'indiana',
    IA: 'iowa',
    KS: 'kansas',
    KY: 'kentucky',
    LA: 'louisiana',
    ME: 'maine',
    MD: 'maryland',
    MA: 'massachusetts',
    MI: 'michigan',
    MN: 'minnesota',
    MS: 'mississippi',
    MO: 'missouri',
    MT: 'montana',
    NE: 'nebraska',
    NV: 'nevada',
    NH: 'new hampshire',
    NJ: 'new jersey',
    NM: 'new mexico',
    NY: 'new york',
    NC: 'north carolina',
    ND: 'north dakota',
    OH: 'ohio',
    OK: 'oklahoma',
    OR: 'oregon',
    PA: 'pennsylvania',
    PR: 'puerto rico',
    RI: 'rhode island',
    SC: 'south carolina',
    SD: 'south dakota',
    TN: 'tennessee',
    TX: 'texas',
    UT: 'utah',
    VT: 'vermont',
    VI: 'virgin islands',
    VA: 'virginia',
    WA: 'washington',
    WV: 'west virginia',
    WI: 'wisconsin',
    WY: 'wyoming',
  }),
);

export const STATE_CODES = [...NAME_OF_CODE.keys()];

export const STATE_WORDS = [...new Set([...NAME_OF_CODE.values()].flatMap((name) => name.split(' ')))].filter(
  (word) => word !== 'of' && word !== 'new',
);

const CODE_OF_NAME = new Map([...NAME_OF_CODE].map(([code, name]) => [name, code]));

/** The words of a state's name, none for an unknown code. */
export function wordsOfState(code: string | null): string[] {
  return code === null ? [] : (NAME_OF_CODE.get(code)?.split(' ') ?? []);
}

/** "TX", "tx" or "Texas" as a code; null where it is neither. */
export function stateCode(text: string | null | undefined): string | null {
  const tidy = (text ?? '').trim();
  const upper = tidy.toUpperCase();
  return NAME_OF_CODE.has(upper) ? upper : (CODE_OF_NAME.get(tidy.toLowerCase()) ?? null);
}
