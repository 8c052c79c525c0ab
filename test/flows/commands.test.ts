import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FhirServer, searchset } from '../fhir/support/fhir-server.js';
import { anExam, PATIENT_ID } from '../support/fhir-records.js';
import { Installation, linesForPeople, STACK, START_LIMIT_MS } from '../support/installation.js';
import type { ServiceProcess } from '../support/service-process.js';

jest.setTimeout(START_LIMIT_MS);
const EMAIL = 'ada@example.org';
let installation: Installation;
let fhir: FhirServer;

beforeEach(async () => {
  const subject = { reference: `Patient/${PATIENT_ID}` };
  installation = await Installation.make();
  fhir = await FhirServer.start();
  fhir.on('ImagingStudy', searchset([anExam(1, { subject }), anExam(2, { subject })]));
});
afterEach(async () => {
  await installation.close();
  await fhir.close();
});

/** The one JSON line that a command prints; it must have succeeded. */
async function printed(command: ServiceProcess): Promise<Record<string, unknown>> {
  const { code } = await command.ended;
  expect([code, command.output]).toEqual([0, expect.stringMatching(/^\{.*\}\n$/)]);
  return JSON.parse(command.output) as Record<string, unknown>;
}

/** Watches a record, pulls it, and asks for a link to sign in, which is returned. */
async function watchPullSignIn(port: number): Promise<string> {
  const watch = ['watch', '--fhir', fhir.base, '--patient', PATIENT_ID, '--email', EMAIL];
  const watched = await printed(installation.command(port, ...watch));
  expect(watched).toEqual({ connection: expect.any(String), patient: expect.any(String) });
  const pulled = await printed(
    installation.command(port, 'pull', '--connection', String(watched['connection'])),
  );
  expect(pulled).toMatchObject({ pull: watched['connection'], complete: true, studies: 2, changes: [] });
  const link = installation.command(port, 'sign-in-link', '--email', EMAIL);
  await link.ended;
  return link.output.trim();
}

describe('the commands watch, pull and sign-in-link', () => {
  it('work while the service runs, and their link signs in there', async () => {
    const { port } = await installation.running();
    const link = await watchPullSignIn(port);
    expect(link).toMatch(new RegExp(`^http://localhost:${port}/sign-in/[\\w-]+$`));
    const page = await fetch(link);
    expect([page.status, await page.text()]).toEqual([200, expect.stringMatching(/<form/)]);
  });

  it('watch one record once, however this computer is called', async () => {
    const { port } = await installation.running();
    const watch = (base: string) =>
      printed(installation.command(port, 'watch', '--fhir', base, '--patient', PATIENT_ID, '--email', EMAIL));
    const first = await watch(fhir.base.replace('127.0.0.1', 'localhost'));
    expect(await watch(fhir.base)).toEqual(first);
  });

  it('work while it is stopped, leave no database running, and all is there when it starts', async () => {
    await watchPullSignIn(3000);
    await installation.databaseEnded();
    await installation.running();
    const watched = await installation.query("SELECT id FROM account WHERE email = 'ada@example.org'");
    expect(watched).toHaveLength(1);
  });

  it('refuse what they cannot use in one line', async () => {
    const refused = [
      ['watch', '--fhir', 'not a url', '--email', EMAIL],
      ['watch', '--fhir', fhir.base, '--email', 'nobody'],
      ['pull', '--connection', '7'],
      ['sign-in-link', '--email', 'unknown@example.org'],
    ];
    for (const args of refused) {
      const command = installation.command(3000, ...args);
      expect((await command.ended).code).toBe(2);
      expect(linesForPeople(command.output)).toHaveLength(1);
      expect(command.output).not.toMatch(STACK);
    }
  });

  it('say in one line that the hospital does not answer with FHIR', async () => {
    fhir.on(`Patient/${PATIENT_ID}`, { body: '<html>Maintenance</html>' });
    const watch = ['watch', '--fhir', fhir.base, '--patient', PATIENT_ID, '--email', EMAIL];
    const command = installation.command(3000, ...watch);
    expect((await command.ended).code).toBeGreaterThan(0);
    expect(linesForPeople(command.output)).toHaveLength(1);
    expect(command.output).not.toMatch(STACK);
  });
});
