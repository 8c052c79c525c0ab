/** An organization that made or holds records: what is known of its names and place. */
export interface Organization {
  id: string;
  name: string;
  aliases: string[];
  /** Two-letter code, or null where nothing tells. */
  state: string | null;
  city: string | null;
  /** ISO 3166-1 alpha-2; null or left out where nothing tells. */
  country?: string | null;
  /** Names of its vendors, from a sourced list only. */
  vendors?: string[];
}

/** What a filing has to do with an organization. */
export type MatchOutcome = 'named' | 'vendor' | 'possible' | 'none';

export interface Match {
  outcome: MatchOutcome;
  /** 0..1, comparable within one rule version only. */
  score: number;
  /** Names of the rules that spoke, strongest first. */
  reasons: string[];
}
