import type { FeedSource } from '../filing.js';

/** What the cells of a feed's rows are, by position. */
export interface FeedColumns {
  /** As the source heads them. */
  columns: readonly string[];
  name: number;
  /** Null where the source gives no text. */
  description: number | null;
}

const HHS: FeedColumns = {
  columns: [
    'Name of Covered Entity',
    'State',
    'Covered Entity Type',
    'Individuals Affected',
    'Breach Submission Date',
    'Type of Breach',
    'Location of Breached Information',
    'Business Associate Present',
    'Web Description',
  ],
  name: 0,
  description: 8,
};

/** The rows of each feed keep their cells in this order, whatever form the source was read in (page, CSV, JSON). */
export const FEED_COLUMNS: Record<FeedSource, FeedColumns> = {
  hhs: HHS,
  sandbox: HHS,
  wa: {
    columns: [
      'Name',
      'DateSubmitted',
      'DateAware',
      'DateStart',
      'DateEnd',
      'DataBreachCause',
      'CyberattackType',
      'WashingtoniansAffected',
      'IndustryType',
      'BusinessType',
      'InformationType',
      'EntityState',
    ],
    name: 0,
    description: null,
  },
  ca: { columns: ['Organization Name', 'Date(s) of Breach', 'Reported Date'], name: 0, description: null },
  sec: {
    columns: ['Company', 'CIK', 'Period', 'Filed', 'Form', 'Accession numbers', 'State'],
    name: 0,
    description: null,
  },
  hibp: {
    columns: [
      'Title',
      'Domain',
      'BreachDate',
      'AddedDate',
      'PwnCount',
      'DataClasses',
      'Attribution',
      'Description',
    ],
    name: 0,
    description: 7,
  },
  cisa: {
    columns: ['Title', 'Version', 'First', 'Released', 'Vendors', 'Products', 'Summary'],
    name: 0,
    description: 6,
  },
  rss: { columns: ['Title', 'Published', 'Summary'], name: 0, description: 2 },
};
