import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PULLS = 'test/fixtures/pulls';
const NOW = ['--now', '2026-01-12T08:00:00Z'];

interface Run {
  status: number | null;
  lines: Record<string, unknown>[];
  stderr: string;
}

/** Runs the built command as a shell would, from the folder of the package. */
function scanwarden(...args: string[]): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/scanwarden.js', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '' },
  });
  const lines = stdout.split('\n').filter(Boolean);
  return { status, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>), stderr };
}

function diff(...pulls: string[]): Run {
  return scanwarden(
    'diff',
    ...NOW,
    ...pulls.map((pull) => (pull.startsWith('/') ? pull : `${PULLS}/${pull}`)),
  );
}

describe('scanwarden diff', () => {
  it('prints one line for a pull, the first being the baseline', () => {
    const { status, lines, stderr } = diff('first.json');
    expect(status).toBe(0);
    expect(stderr).toBe('');
    expect(lines).toEqual([
      {
        pull: `${PULLS}/first.json`,
        complete: true,
        incomplete: [],
        refused: [],
        studies: 2,
        changes: [],
        quarantined: [],
      },
    ]);
  });

  it('prints no changes for the same pull twice, in whatever form it is kept', () => {
    const { lines } = diff('first.json', 'first.json', 'first.ndjson');
    expect(lines.map(({ changes }) => changes)).toEqual([[], [], []]);
  });

  it('prints every change with its study, fields, situation, level, reasons and evidence', () => {
    const { status, lines } = diff('first.json', 'second.json');
    expect(status).toBe(0);
    expect(lines[1]).toMatchObject({
      complete: true,
      studies: 3,
      quarantined: [{ type: 'ImagingStudy', id: 'not-hers', reason: 'it is about another patient' }],
    });
    expect(lines[1]!['changes']).toEqual([
      {
        kind: 'altered',
        study: {
          key: 'uid:2.25.101',
          uid: '2.25.101',
          accession: 'H-101',
          ids: ['knee'],
          modalities: ['MR'],
          started: '2025-11-03T09:30:00-05:00',
          description: 'MRI of the right knee',
          organization: 'Harbour Clinic',
          source: 'imaging-study',
        },
        fields: ['description', 'laterality'],
        situation: 'S04',
        level: 'check',
        reasons: ['side-body-part-date-or-images-changed'],
        evidence: [],
      },
      expect.objectContaining({ kind: 'missing', situation: null, level: 'quiet', reasons: [], fields: [] }),
      expect.objectContaining({
        kind: 'added',
        situation: 'S03',
        level: 'quiet',
        reasons: ['corroborated'],
        evidence: [{ evidence: 'report', type: 'DiagnosticReport', id: 'report-chest', strength: 'strong' }],
      }),
      expect.objectContaining({
        kind: 'added',
        study: expect.objectContaining({ uid: '2.25.190', started: '2019-02-14' }),
        situation: 'S02',
        level: 'check',
        settles: '2026-01-13T08:00:00.000Z',
        reasons: ['no-order-visit-or-report', 'dated-long-before-first-seen'],
        evidence: [],
      }),
    ]);
  });

  it('reads a folder of pages as one pull, and tells of a study that is gone for the second time', () => {
    const { lines } = diff('first.json', 'second.json', 'third');
    expect(lines[2]).toMatchObject({ pull: `${PULLS}/third`, complete: true, studies: 3 });
    expect(lines[2]!['changes']).toEqual([
      expect.objectContaining({
        kind: 'removed',
        situation: 'S05',
        level: 'check',
        study: expect.objectContaining({ uid: '2.25.102', description: 'CT of the head' }),
      }),
    ]);
  });

  it('concludes no absence from a pull whose last page names a next one', () => {
    const { status, lines } = diff('first.json', 'unread-page.json', 'unread-page.json');
    expect(status).toBe(0);
    expect(lines.slice(1)).toMatchObject([
      { complete: false, changes: [] },
      { complete: false, changes: [] },
    ]);
    expect(lines[1]!['incomplete']).toEqual([expect.stringContaining('next page')]);
  });

  it('ends quietly when its reader has seen enough', () => {
    const pulls = Array.from({ length: 40 }, () => `${PULLS}/second.json`).join(' ');
    const { status, stderr } = spawnSync(
      'bash',
      [
        '-c',
        `set -o pipefail; "${process.execPath}" bin/scanwarden.js diff ${pulls} | head -c 1 > /dev/null`,
      ],
      { cwd: ROOT, encoding: 'utf8' },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('compares for the patient that it is asked for', () => {
    const { lines } = scanwarden('diff', '--patient', 'pat-2', ...NOW, `${PULLS}/second.json`);
    expect(lines).toMatchObject([{ studies: 1 }]);
    expect(lines[0]!['quarantined']).toContainEqual({
      type: 'ImagingStudy',
      id: 'knee',
      reason: 'it is about another patient',
    });
  });

  it('takes the last pull as made now, and those before as a week apart', () => {
    const at = (now: string): unknown =>
      scanwarden('diff', '--now', now, `${PULLS}/first.json`, `${PULLS}/second.json`).lines[1]!['changes'];
    expect(at('2019-03-01')).toContainEqual(
      expect.objectContaining({
        kind: 'added',
        reasons: ['no-order-visit-or-report'],
        settles: '2019-03-02T00:00:00.000Z',
      }),
    );
  });
});

describe('scanwarden diff refuses with one line and exit code 2', () => {
  const refused = ({ status, lines, stderr }: Run): string => {
    expect(status).toBe(2);
    expect(lines).toEqual([]);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    return stderr.trimEnd();
  };

  it('what is no pull', () => {
    const folder = mkdtempSync(join(tmpdir(), 'diff-'));
    try {
      const file = (name: string, content: string): string => {
        writeFileSync(join(folder, name), content);
        return join(folder, name);
      };
      expect(refused(diff(file('page.json', '<html>Please sign in</html>')))).toMatch(/page\.json.*line 1/);
      expect(refused(diff(file('half.json', '{"resourceType":"Bundle",\n"entry":[')))).toMatch(
        /half\.json.*line 2/,
      );
      expect(refused(diff(file('plain.json', '{"a":1}')))).toMatch(/plain\.json is not FHIR/);
      expect(refused(diff(file('empty.json', '')))).toMatch(/empty\.json is empty/);
      expect(refused(diff(join(folder, 'nowhere.json')))).toMatch(/nowhere\.json/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('what it cannot understand of its arguments', () => {
    expect(refused(scanwarden('diff'))).toMatch(/at least one pull/);
    expect(refused(scanwarden('diff', '--now', 'yesterday', `${PULLS}/first.json`))).toMatch(/--now/);
    expect(refused(scanwarden('diff', '--later', `${PULLS}/first.json`))).toMatch(/--later/);
  });
});
