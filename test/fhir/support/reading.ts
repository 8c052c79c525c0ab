import { FhirStudySource } from '../../../src/fhir/fhir-study-source.js';
import type { SourceConnection, SourceReading } from '../../../src/fhir/study-source.js';
import { GuardedHttp, type HttpSettings } from '../../../src/lib/guarded-http.js';

export const TOKEN = 'tok-SECRET-123';
export const PATIENT = 'pat-7';

export interface Asked extends Partial<SourceConnection> {
  settings?: Partial<HttpSettings>;
  progress?: (type: string, count: number) => void;
}

/** One reading over a HTTP layer of its own that waits for nothing; `pauses` are those it would have made. */
export async function readFrom(
  fhirBase: string,
  asked: Asked = {},
): Promise<SourceReading & { pauses: number[] }> {
  const { settings, progress, ...connection } = asked;
  const pauses: number[] = [];
  const wait = async (ms: number) => void pauses.push(ms);
  const http = new GuardedHttp({ privateNetworks: 'loopback', wait, ...settings });
  try {
    const given = { id: 'con-1', fhirBase, patientId: PATIENT, token: TOKEN, ...connection };
    return { ...(await new FhirStudySource(http).read(given, progress)), pauses };
  } finally {
    await http.close();
  }
}

export function idsOf(reading: SourceReading, type: string): string[] {
  return reading.resources
    .filter((resource) => resource.resourceType === type)
    .map((resource) => resource.id ?? '');
}

export function gapOf(
  reading: SourceReading,
  type: string | null,
): { list: string; code: string; why: string } | null {
  const failed = reading.failed.find((gap) => gap.type === type);
  const refused = reading.refused.find((gap) => gap.type === type);
  const gap = failed ?? refused;
  return gap ? { list: failed ? 'failed' : 'refused', code: gap.code, why: gap.why } : null;
}
