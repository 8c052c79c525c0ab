/** A place that a person can link, as a directory lists it. */
export interface ListedPlace {
  /** The base address of its FHIR server. */
  fhirBase: string;
  name: string;
  /** Other names it goes by, and those of its branches. */
  aliases: string[];
  /** "City, ST". */
  places: string[];
}
