import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FhirResource } from '../../src/domain/pull.js';
import { aReading } from '../support/fhir-builders.js';
import { pulled } from '../support/pull-story.js';

describe('resources of any shape', () => {
  const types = fc.constantFrom(
    'ImagingStudy',
    'Patient',
    'ServiceRequest',
    'Encounter',
    'DiagnosticReport',
    'Procedure',
    'Appointment',
    'Organization',
  );
  const fields = fc.constantFrom(
    'id', 'identifier', 'status', 'subject', 'patient', 'started', 'series', 'modality', 'accession', 'uid', 'code',
    'category', 'basedOn', 'encounter', 'period', 'participant', 'link', 'bodySite', 'description', 'authoredOn',
    'imagingStudy', 'name', 'address', 'alias', 'class', 'numberOfSeries',
  ); // prettier-ignore
  const inner = fc.constantFrom(
    'coding',
    'code',
    'system',
    'value',
    'type',
    'reference',
    'uid',
    'instance',
    'start',
    'end',
    'actor',
    'display',
    'identifier',
    'text',
    'concept',
    'other',
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<unknown>(null, '', 'x', '1.2.3', 'Patient/anna', '2020-01-01', 0, -1, true),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(inner, tie('any'), { maxKeys: 4 }),
    ),
  })).any;
  const anything = fc
    .tuple(types, fc.dictionary(fields, value, { maxKeys: 9 }))
    .map(([resourceType, rest]) => ({ ...rest, resourceType }) as FhirResource);

  it('never stop a pull, and the same again changes nothing', () => {
    fc.assert(
      fc.property(
        fc.array(anything, { maxLength: 6 }),
        fc.array(anything, { maxLength: 6 }),
        (before, after) => {
          const [, , same] = pulled([before, after, after].map((one) => aReading(one)));
          expect(same!.flags.filter(({ change }) => !['removed', 'missing'].includes(change.kind))).toEqual(
            [],
          );
        },
      ),
      { numRuns: 200 },
    );
  });
});
