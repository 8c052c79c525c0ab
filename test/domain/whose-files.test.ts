import { describe, expect, it } from '@jest/globals';
import type { FhirResource } from '../../src/domain/pull.js';
import { type KnownPerson, whoseFiles } from '../../src/domain/whose-files.js';
import { aPatient, aStudyResource } from '../support/fhir-builders.js';

const MARIA: KnownPerson = { name: 'María Lopez', born: [], watched: null };
const AGAIN: KnownPerson = {
  name: 'María Lopez',
  born: ['1950-05-03'],
  watched: { ids: new Set(['anna']), identifiers: new Set(), names: new Set(), births: new Set() },
};
const named = (
  given: string[],
  family: string,
  more: Record<string, unknown> = {},
  id = 'anna',
): FhirResource => aPatient(id, { name: [{ given, family }], ...more });

describe('files are about the patient', () => {
  it.each<[string, FhirResource[], KnownPerson]>([
    ['by name, whatever its accents, case and initials', [named(['MARIA', 'G.'], 'LOPEZ')], MARIA],
    [
      'by a part of the name, where we know no more',
      [named(['Maria'], 'Lopez')],
      { ...MARIA, name: 'Maria' },
    ],
    ['by a former name', [aPatient('anna', { name: [{ text: 'M. Diaz' }, { text: 'Maria Lopez' }] })], MARIA],
    ['by an id of earlier files, under a new name', [named(['Maria'], 'Diaz')], AGAIN],
    ['by an id of earlier files, without a Patient', [aStudyResource()], AGAIN],
  ])('%s', (_name, resources, known) => {
    expect(whoseFiles(resources, known, false)).toMatchObject({ watched: { ids: new Set(['anna']) } });
  });

  it('with every id that files of the place named them by', () => {
    const whose = whoseFiles([named(['Maria'], 'Lopez', { birthDate: '1950-05-03' }, 'new')], AGAIN, false);
    expect(whose).toMatchObject({ watched: { ids: new Set(['anna', 'new']) }, born: '1950-05-03' });
  });
});

describe('files are not taken as the patient’s without asking', () => {
  const born = (birthDate: string): Record<string, unknown> => ({ birthDate });
  it.each<[string, FhirResource[], KnownPerson, string]>([
    ['where only the family name is the same', [named(['Elena'], 'Lopez')], MARIA, 'another'],
    ['where the Patient has no name', [aPatient()], MARIA, 'another'],
    ['where the birth date is another', [named(['Maria'], 'Lopez', born('1988-01-01'))], AGAIN, 'another'],
    ['where no Patient stands in them', [aStudyResource()], MARIA, 'unnamed'],
    [
      'where two of that name have two birth dates',
      [named(['Maria'], 'Lopez', born('1950-05-03')), named(['Maria'], 'Lopez', born('1980-01-01'), 'b')],
      MARIA,
      'several',
    ],
  ])('%s', (_name, resources, known, unfit) => {
    expect(whoseFiles(resources, known, false)).toEqual({ unfit });
  });
});

describe('where the person says that the files are theirs', () => {
  it('the one patient in them is, or whom most of them name', () => {
    expect(whoseFiles([named(['M.'], 'D.')], MARIA, true)).toMatchObject({
      watched: { ids: new Set(['anna']) },
    });
    expect(whoseFiles([aStudyResource()], MARIA, true)).toMatchObject({
      watched: { ids: new Set(['anna']) },
    });
  });

  it('two patients of other names stay unclear', () => {
    const two = [named(['Elena'], 'Diaz'), named(['Nora'], 'Diaz', {}, 'b')];
    expect(whoseFiles(two, MARIA, true)).toEqual({ unfit: 'several' });
  });

  it('only the one who fits is meant, where somebody else stands beside', () => {
    const two = [named(['Elena'], 'Diaz', {}, 'b'), named(['Maria'], 'Lopez')];
    expect(whoseFiles(two, MARIA, true)).toMatchObject({ watched: { ids: new Set(['anna']) } });
  });
});
