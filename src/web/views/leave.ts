import type { Shell, Who } from './shell.js';

/** What can be taken along, and the way to delete everything. */
export interface LeaveView extends Shell {
  who: Who;
  patientHref: string;
  jsonHref: string;
  fhirHref: string;
  pdfHref: string;
  /** Posts the deletion; null for whoever may not. */
  deleteAction: string | null;
}

/** After everything was deleted. */
export interface LeftView extends Shell {
  studies: number;
  places: number;
  takenBack: string[];
  left: string[];
}
