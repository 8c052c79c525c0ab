import type { Filing, FeedSource } from '../../domain/filing.js';

/** A filing of a feed that says little: everything that it does not say is null or empty. */
export function blankFiling(source: FeedSource, file: string, record: number): Filing {
  return {
    source,
    nativeId: null,
    name: '',
    names: [],
    state: null,
    entityType: null,
    affected: null,
    affectedIsPlaceholder: false,
    submitted: null,
    breachStart: null,
    breachEnd: null,
    discovered: null,
    types: [],
    locations: [],
    informationTypes: [],
    businessAssociate: null,
    description: null,
    url: null,
    file,
    record,
  };
}
