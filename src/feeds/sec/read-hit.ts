import { isObject, textsOf } from '../text/json-document.js';
import { oneLine } from '../text/published-text.js';

/** One document of one report, as the full-text search answers it. */
export interface SecDocument {
  /** The accession number: the same for all documents of one report. */
  accession: string;
  cik: string;
  /** The event that is reported (YYYY-MM-DD as given, not yet checked): amendments keep it. */
  period: string;
  filed: string;
  form: string;
  /** Of the companies that report, the first being the one whose number `cik` is. */
  names: string[];
  state: string | null;
  url: string;
  /** The report itself, not an exhibit to it. */
  isReport: boolean;
}

const ITEM = '1.05';
const ACCESSION = /^\d{10}-\d{2}-\d{6}$/;
const CIK = /^\d{1,10}$/;

/**
 * Reads one hit: a document, null for one of a report on other matters (the search finds words, and reports of other items
 * quote them), or why it cannot be read.
 */
export function readHit(hit: unknown): SecDocument | null | { rejected: string } {
  const source = isObject(hit) ? hit._source : undefined;
  if (!isObject(hit) || !isObject(source)) return { rejected: 'no document of a report' };
  const items = textsOf(source.items ?? []);
  if (!items) return { rejected: 'its items are no list' };
  const form = textIn(source.form);
  if (!items.includes(ITEM) || !/^8-K(\/A)?$/.test(form)) return null;
  const accession = textIn(source.adsh);
  const cik = textsOf(source.ciks)?.[0] ?? '';
  if (isNumberless(accession, ACCESSION)) return { rejected: 'no accession number' };
  if (isNumberless(cik, CIK)) return { rejected: 'no number of a company (CIK)' };
  const names = (textsOf(source.display_names) ?? []).map(companyName).filter((name) => name !== '');
  if (names.length === 0) return { rejected: 'no name' };
  return {
    accession,
    cik: cik.padStart(10, '0'),
    period: textIn(source.period_ending),
    filed: textIn(source.file_date),
    form,
    names,
    state: stateIn(source.biz_states),
    url: addressOf(cik, accession, textIn(hit._id)),
    isReport: textIn(source.file_type).startsWith('8-K'),
  };
}

/** Zeros stand in the search's own placeholders. */
function isNumberless(text: string, form: RegExp): boolean {
  return !form.test(text) || /^[0-]*$/.test(text);
}

/** "ACME CORP  (ACME, ACMEW)  (CIK 0000123456)": the name without ticker symbols and number. */
function companyName(displayed: string): string {
  return oneLine(displayed)
    .replace(/ ?\(CIK \d+\)$/, '')
    .replace(/ ?\([A-Z][A-Z0-9.-]{0,7}(?:, [A-Z][A-Z0-9.-]{0,7}){0,20}\)$/, '');
}

/** Of the place of business. The codes of other countries hold a figure, and XX is "unknown". */
function stateIn(value: unknown): string | null {
  const state = textsOf(value)?.[0] ?? '';
  return /^[A-Z]{2}$/.test(state) && state !== 'XX' ? state : null;
}

/** The document where its name is known ("<accession>:<document>"), else the folder of the report. */
function addressOf(cik: string, accession: string, id: string): string {
  const document = /^[\d-]+:([\w.-]{1,200})$/.exec(id)?.[1] ?? '';
  return `https://www.sec.gov/Archives/edgar/data/${Number(cik)}/${accession.replaceAll('-', '')}/${document}`;
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
