import * as z from 'zod';

/*
 * R4 (4.0.1) MeasureReport and Measure, as far as summaries use them: what is not named here is refused, so that nothing
 * that leads to people can come in. Cardinalities and codes are those of the specification.
 */
const text = z.string().regex(/\S/);
const uri = z.string().regex(/^\S+$/);
const date = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const coding = z.strictObject({ system: uri, code: z.string().regex(/^\S+$/), display: text.optional() });
const concept = z.strictObject({ coding: z.array(coding).nonempty(), text: text.optional() });
const masked = z.strictObject({
  extension: z.tuple([
    z.strictObject({
      url: z.literal('http://hl7.org/fhir/StructureDefinition/data-absent-reason'),
      valueCode: z.literal('masked'),
    }),
  ]),
});

const population = z
  .strictObject({
    code: concept,
    count: z.number().int().nonnegative().optional(),
    _count: masked.optional(),
  })
  .refine(({ count, _count }) => (count === undefined) !== (_count === undefined), 'a count or its reason');

const score = z.strictObject({
  value: z.number(),
  unit: text,
  system: z.literal('http://unitsofmeasure.org'),
  code: text,
});

export const MEASURE_REPORT = z.strictObject({
  resourceType: z.literal('MeasureReport'),
  id: z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/),
  meta: z.strictObject({ versionId: z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/) }),
  language: text,
  text: z
    .strictObject({
      status: z.enum(['generated', 'extensions', 'additional', 'empty']),
      div: z.string().startsWith('<div xmlns="http://www.w3.org/1999/xhtml">'),
    })
    .optional(),
  identifier: z.array(z.strictObject({ system: uri, value: text })),
  status: z.enum(['complete', 'pending', 'error']),
  type: z.literal('summary'),
  measure: uri,
  date: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
  reporter: z.strictObject({ display: text }),
  period: z.strictObject({ start: date, end: date }),
  group: z
    .array(
      z.strictObject({
        code: concept,
        population: z.array(population).nonempty(),
        measureScore: score.optional(),
      }),
    )
    .nonempty(),
});

export const MEASURE = z.strictObject({
  resourceType: z.literal('Measure'),
  id: z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/),
  language: text,
  url: uri,
  version: text,
  name: z.string().regex(/^[A-Z]([A-Za-z0-9_]){0,254}$/),
  title: text,
  status: z.enum(['draft', 'active', 'retired', 'unknown']),
  subjectCodeableConcept: concept,
  description: text,
  scoring: concept,
  group: z.array(
    z.strictObject({
      code: concept,
      description: text,
      population: z
        .array(
          z.strictObject({
            code: concept,
            criteria: z.strictObject({ language: text, expression: text }),
          }),
        )
        .nonempty(),
    }),
  ),
});
