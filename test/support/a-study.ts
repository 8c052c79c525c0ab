import type { Study } from '../../src/domain/study.js';

/** An invented CT of the chest in canonical form. */
export function aStudy(differs: Partial<Study> = {}): Study {
  return {
    key: 'uid:1.2.3',
    uid: '1.2.3',
    accessions: [],
    identifiers: [],
    ids: ['s-1'],
    status: 'available',
    modalities: ['CT'],
    started: '2083-02-14',
    description: 'CT CHEST',
    procedure: null,
    procedureCodes: [],
    bodySites: [],
    laterality: null,
    patientNumber: null,
    organization: { name: 'Lakeside', reference: null },
    seriesCount: 1,
    instanceCount: 212,
    series: [],
    references: [],
    reports: [],
    ai: null,
    source: 'imaging-study',
    ...differs,
  };
}
