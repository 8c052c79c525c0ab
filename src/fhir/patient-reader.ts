import type { FhirResource } from '../domain/pull.js';
import { HttpError, type HttpErrorCode } from '../lib/http/http-error.js';
import type { FhirClient } from './fhir-client.js';
import { judgeOutcome, type OutcomeGap } from './outcome.js';
import { isTooDeep } from './resource.js';

/** The patient's own record, or why it cannot be used. */
export type PatientResult = { patient: FhirResource } | { gap: OutcomeGap };

const WORDS: Partial<Record<HttpErrorCode, string>> = {
  'not-found': 'the source knows no patient with this id: check the patient id of the connection',
  'bad-request': 'the source does not accept this patient id: check the patient id of the connection',
  forbidden:
    'the source does not allow this patient to be read: link the connection again with access to the patient',
  redirect:
    'the source sends us on to another patient record: two records may have been merged; link the connection again',
};

/**
 * Reads the patient by id. A source that merged two records may answer with the other one, under a redirect or in
 * place (Epic error 4107); what comes back under another id is not used.
 */
export async function readPatient(client: FhirClient, id: string): Promise<PatientResult> {
  try {
    const { resource } = await client.read('Patient', id);
    if (isTooDeep(resource)) return gap('unexpected-content', 'the record of the patient cannot be read');
    if (resource.resourceType === 'Patient' && resource.id === id) return { patient: resource };
    if (resource.resourceType === 'Patient') {
      return gap(
        'other-patient',
        'the source answered with the record of another patient, which was not used',
      );
    }
    const verdict = judgeOutcome(resource);
    return verdict
      ? gap(verdict.code, verdict.why)
      : gap('unexpected-content', 'the source answered with something other than a patient');
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    const { code, message, retryAfterMs } = error;
    return {
      gap: { refused: false, code, why: WORDS[code] ?? message, retryAfterMs: retryAfterMs ?? undefined },
    };
  }
}

function gap(code: string, why: string): PatientResult {
  return { gap: { refused: false, code, why } };
}
