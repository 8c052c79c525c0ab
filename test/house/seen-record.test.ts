import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

const STORE = new URL('../../src/store/', import.meta.url);

/** Pages that show no record: of operators, of the service, of kept mail, and of invented hospitals. */
const NO_RECORD =
  /^(breach-review|breaches|feeds|health|mailbox|organizations|rules|sandbox|staff-news)\.reader\.ts$/;

/** What makes up a record. A flag hangs on its study, and may be read by joining that. */
const RECORD = /\b(?:FROM|JOIN)\s+(?:connection|study|exposure|patient_case|expectation)\b/;
const FLAG = /\b(?:FROM|JOIN)\s+flag\b/;
/** Pieces of statements that read a record, and take it from the statement that they stand in. */
const FRAGMENTS =
  /\$\{(?:CASES|EXPOSURE_CAUSE|EXPOSURE_LINE|EXPECTED_EXAMS|HOLDERS|PLACE|SHARING|STUDIES_HELD|STUDY_TABLES)\}/;

const FILES = [
  ...readdirSync(new URL('pages/', STORE))
    .filter((name) => name.endsWith('.reader.ts') && !NO_RECORD.test(name))
    .map((name) => `pages/${name}`),
  'cases/case.reader.ts',
  'cases/reply.store.ts',
  'offices/counting.store.ts',
  'offices/handover.store.ts',
];

/** The SQL of every call of `query` in a file, with the constants of the file written out. */
function statementsIn(file: string): string[] {
  const text = readFileSync(new URL(file, STORE), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const constants = new Map<string, string>();
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isIdentifier(node.name))
      constants.set(node.name.text, sqlOf(node.initializer));
    if (ts.isCallExpression(node) && node.expression.getText().endsWith('.query') && node.arguments[0])
      found.push(sqlOf(node.arguments[0]));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.map((sql) => writtenOut(sql, constants));
}

function sqlOf(node: ts.Expression): string {
  const text = node.getText();
  return ts.isIdentifier(node) ? `\${${text}}` : text.replace(/^[`'"]|[`'"]$/g, '');
}

function writtenOut(sql: string, constants: Map<string, string>): string {
  const once = sql.replace(/\$\{(\w+)(?:\}|(\.map\())/g, (whole, name: string, each: string | undefined) =>
    constants.has(name) ? `${constants.get(name)} ${each === undefined ? '' : '${EACH'}${each ?? ''}` : whole,
  );
  return once === sql ? sql : writtenOut(once, constants);
}

/** A statement begins with what its reader may see, or, where it locks a row, holds the row against that. */
const SEEN = /^\s*WITH \$\{seenBy\(|\(SELECT id FROM seen_\w+\(\$\d\)\)/;

function readsRaw(sql: string): boolean {
  if (FLAG.test(sql) && !/\bstudy\b/.test(sql)) return true;
  return (RECORD.test(sql) || FLAG.test(sql) || FRAGMENTS.test(sql)) && !SEEN.test(sql);
}

describe('every reader of a record', () => {
  it.each(FILES)('%s reads what its reader may see, and no table as it is', (file) => {
    expect(statementsIn(file).filter(readsRaw)).toEqual([]);
  });

  it('is held against what it would be without', () => {
    for (const raw of [
      'SELECT 1 FROM study',
      'SELECT ${X} FROM ${STUDY_TABLES}',
      'SELECT FROM flag WHERE study_id = $1',
    ])
      expect(readsRaw(raw)).toBe(true);
    expect(readsRaw("WITH ${seenBy('$1')} SELECT 1 FROM study")).toBe(false);
    expect(FILES.length).toBeGreaterThan(8);
  });
});
