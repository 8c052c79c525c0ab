import type { FeedSource, Filing } from '../filing.js';

/** Whom a count counts: patients of the whole nation, residents of one state, accounts; null where nothing tells. */
export type CountScope = 'nation' | 'state' | 'accounts' | null;

/** What one filing of any feed tells of its incident. Dates are ISO days (YYYY-MM-DD), or null where not told. */
export interface IncidentView {
  source: FeedSource;
  /** As filed, with its d/b/a and bracketed parts. */
  name: string;
  /** Further names that the feed gives beside it. */
  names: string[];
  /** Two-letter code of the filer's state. */
  state: string | null;
  submitted: string | null;
  breachStart: string | null;
  breachEnd: string | null;
  /** When the filer learnt of it. */
  discovered: string | null;
  affected: number | null;
  /** The count stands for "not known yet". */
  affectedIsPlaceholder: boolean;
  scope: CountScope;
  /** Whether a vendor was present or filed. */
  businessAssociate: boolean | null;
  /** What happened and where the records were, in the words of the feed; empty where not told. */
  types: string[];
  locations: string[];
}

const SCOPES: Partial<Record<FeedSource, CountScope>> = { hhs: 'nation', wa: 'state', hibp: 'accounts' };

/** The view of a filing of any feed. */
export function incidentView(filing: Filing): IncidentView {
  const { source, name, names, state, submitted, breachStart, breachEnd, discovered } = filing;
  const { affected, affectedIsPlaceholder, businessAssociate, types, locations } = filing;
  const scope = SCOPES[source] ?? null;
  const told = { source, name, names, state, submitted, breachStart, breachEnd, discovered };
  return { ...told, affected, affectedIsPlaceholder, scope, businessAssociate, types, locations };
}
