import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readPdf, type ReadPdf } from '../../letters/read-pdf.js';
import type { Visitor } from '../service/support/visitor.js';
import { type Family, startFamily } from './support/family.js';
import { dayAgo } from './support/story.js';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

let family: Family;
let path: string;
beforeAll(async () => {
  family = await startFamily();
  const { father, flagPath, patientPath, flagId, app } = family;
  await father.post(`${flagPath}/answer`, { answer: 'not-mine' });
  const [row] = await app.query<{ id: string }>('SELECT id FROM patient_case WHERE flag_id = $1', [flagId]);
  path = `${patientPath}/cases/${row!.id}`;
  await father.post(`${path}/steps`, { step: 'doctor', state: 'done' });
  await father.post(`${path}/requests`, { kind: 'access', recipient: 'Lakeside archive', sentOn: dayAgo(1) });
  await father.post(`${path}/replies`, { file: new Blob([PNG]) });
  await father.post(`${path}/notes`, { note: 'Łukasz called.\nHe will call again.' });
});
afterAll(() => family.app.close());

async function bytesFor(visitor: Visitor): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
  const answer = await fetch(`${visitor.origin}${path}/pdf`, { headers: { cookie: visitor.cookie! } });
  return {
    status: answer.status,
    headers: answer.headers,
    bytes: Buffer.from(await answer.arrayBuffer()),
  };
}

function readOut({ shown }: ReadPdf): string {
  return shown
    .map(({ text, under }) => (under === 'artifact' ? '' : text))
    .join('')
    .replace(/\s+/g, '');
}

describe('a case written out', () => {
  it('holds its facts, steps, letters, notes, what came back by its hash, and who did what', async () => {
    const { headers, bytes } = await bytesFor(family.father);
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('content-disposition')).toBe('attachment; filename="case.pdf"');
    const read = readPdf(bytes);
    const [reply] = await family.app.query<{ sha256: string }>('SELECT sha256 FROM case_reply');
    for (const words of [
      'A scan that is not yours',
      'Done. Miguel said so on 4 May 2090.',
      'Sent to Lakeside archive on 3 May 2090.',
      'Łukasz called.',
      reply!.sha256,
      'The case was opened.',
    ])
      expect(readOut(read)).toContain(words.replace(/\s+/g, ''));
  });

  it('is a tagged document in which nothing is left out of the structure', async () => {
    const { catalog, metadata, shown, tagged } = readPdf((await bytesFor(family.father)).bytes);
    expect(catalog).toContain('/Lang (en)');
    expect(metadata).toContain('<pdfuaid:part>1</pdfuaid:part>');
    const lost = shown.filter(({ under }) =>
      typeof under === 'string' ? under === 'nothing' : !tagged.has(`${under.page}/${under.mcid}`),
    );
    expect(lost).toEqual([]);
  });

  it('is the same to the byte as long as nothing was said meanwhile', async () => {
    const [one, two] = [await bytesFor(family.father), await bytesFor(family.father)];
    expect(one.bytes.equals(two.bytes)).toBe(true);
  });

  it('is for those who may act alone', async () => {
    expect((await bytesFor(family.daughter)).status).toBe(200);
    expect((await bytesFor(family.helper)).status).toBe(403);
    expect((await bytesFor(family.stranger)).status).toBe(404);
  });

  it('says so where a note holds letters that its fonts do not', async () => {
    await family.father.post(`${path}/notes`, { note: 'ملاحظة 🦴' });
    const { status, bytes } = await bytesFor(family.father);
    expect(status).toBe(200);
    expect(readOut(readPdf(bytes))).toContain('Someletterscannotbeshownhere.');
  });
});

describe('a person who reads Spanish', () => {
  it('has the page and the paper in Spanish', async () => {
    const { father, app } = family;
    await app.query("UPDATE account SET locale = 'es' WHERE id = $1", [father.accountId]);
    const { html } = await father.get(path);
    expect(html).toContain('Un estudio de imagen que no es suyo');
    expect(html).toContain('lang="es"');
    expect(readPdf((await bytesFor(father)).bytes).catalog).toContain('/Lang (es)');
    await app.query("UPDATE account SET locale = 'en' WHERE id = $1", [father.accountId]);
  });
});
