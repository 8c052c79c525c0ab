/** A FHIR resource as it came, of any version; its fields are read defensively. */
export interface FhirResource {
  resourceType: string;
  id?: string;
  [field: string]: unknown;
}

/** Something that could not be read: the resource type where known, and why, in words for a person. */
export interface Gap {
  type: string | null;
  why: string;
}

/** What one reading of a connection brought, before it is understood. */
export interface Reading {
  /** Every resource of every page, in the order read; outcomes left out. */
  resources: FhirResource[];
  /** Types of which every page was read. */
  read: string[];
  /** Types that the source refuses to this reader (not supported, not in the granted scopes). */
  refused: Gap[];
  /** What failed: a page not read, a time-out, an error outcome. Any of it makes the pull incomplete. */
  failed: Gap[];
  /**
   * Why it was never meant to be all there is, in words for a person, such as files that are a part of the record. It
   * proves no absence, and is no failure. Left out where the source was asked for everything.
   */
  partial?: string | null;
}
