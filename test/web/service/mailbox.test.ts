import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Mailer, type OutgoingMail } from '../../../src/mail/mailer.js';
import { type ServiceApp, startServiceApp } from './support/service-app.js';
import { type Visitor, wordsOf } from './support/visitor.js';

const NASTY = '<script>alert(1)</script>';

let app: ServiceApp;
let operator: Visitor;
beforeAll(async () => {
  app = await startServiceApp();
  operator = await app.signIn('operator@scans.test', ['operator']);
});
afterAll(() => app.close());

/** Sends as the service does, and gives the path of the mail in the mailbox. */
async function keptMail(over: Partial<OutgoingMail>): Promise<string> {
  const [from, to] = ['watch@scans.test', 'elena@family.test'];
  const messageId = `<${randomUUID()}@scans.test>`;
  await app.get(Mailer).send({
    messageId,
    date: new Date('2026-05-04T12:00:00Z'),
    from,
    to,
    envelope: { from, to },
    subject: 'Something is new',
    text: 'Look: http://scans.test/ (or http://scans.test/inbox). Again http://scans.test/',
    html: '<html><head><title>x</title></head><body><a href="http://scans.test/">Look</a></body></html>',
    headers: { 'Auto-Submitted': 'auto-generated' },
    ...over,
  });
  const [row] = await app.query<{ id: string }>('SELECT id FROM kept_mail WHERE message_id = $1', [
    messageId,
  ]);
  return `/mailbox/${row!.id}`;
}

describe('the mailbox', () => {
  it('lists the newest mail first, by subject and recipient', async () => {
    const older = await keptMail({ subject: 'The older one' });
    const newer = await keptMail({ subject: 'The newer one – schön' });
    const { html } = await operator.get('/mailbox');
    expect(html.indexOf(newer)).toBeGreaterThan(0);
    expect(html.indexOf(newer)).toBeLessThan(html.indexOf(older));
    expect(html).toContain('The newer one – schön');
    expect(html).toContain('elena@family.test');
  });

  it('shows the text, each of its links once, and the headers that matter', async () => {
    const page = await operator.get(await keptMail({}));
    const links = [...page.html.matchAll(/<li><a href="(http[^"]+)" rel="noreferrer">/g)].map(
      ([, href]) => href,
    );
    expect(links).toEqual(['http://scans.test/', 'http://scans.test/inbox']);
    const words = wordsOf(page);
    for (const shown of [
      'Look: http://scans.test/',
      'Message-ID',
      'Auto-Submitted auto-generated',
      'From watch@scans.test',
    ])
      expect(words).toContain(shown);
  });

  it('shows the HTML in a frame of no rights, whose links lead the whole window', async () => {
    const path = await keptMail({});
    const { html } = await operator.get(path);
    expect(html).toMatch(
      new RegExp(
        `<iframe [^>]*title="[^"]+" src="${path}/html" sandbox="allow-top-navigation-by-user-activation"`,
      ),
    );
    expect((await operator.get(`${path}/html`)).html).toContain('<head><base target="_top">');
  });

  it('never lets what stands in a mail run in our page', async () => {
    const path = await keptMail({ subject: `A ${NASTY}`, text: `B ${NASTY}`, html: `C ${NASTY}` });
    for (const page of [await operator.get('/mailbox'), await operator.get(path)])
      expect(page.html).not.toContain(NASTY);
    const framed = await operator.get(`${path}/html`);
    expect(framed.headers.get('content-security-policy')).toMatch(
      /default-src 'none'.*sandbox(?!.*allow-scripts)/,
    );
  });

  it('is for the operator alone', async () => {
    const path = await keptMail({});
    const someone = await app.signIn('someone@family.test');
    for (const each of ['/mailbox', path, `${path}/html`]) {
      expect((await someone.get(each)).status).toBe(403);
      expect((await app.stranger.get(each)).headers.get('location')).toBe('/sign-in');
    }
  });

  it('has no page for a mail that is not there', async () => {
    for (const id of [randomUUID(), 'x', "'--"])
      for (const path of [`/mailbox/${id}`, `/mailbox/${id}/html`])
        expect((await operator.get(path)).status).toBe(404);
  });
});

describe('where mail is sent and not kept', () => {
  let production: ServiceApp;
  beforeAll(async () => {
    production = await startServiceApp({
      production: true,
      publicUrl: 'https://scans.test',
      smtpUrl: 'smtp://127.0.0.1:9',
    });
  });
  afterAll(() => production.close());

  it('has no mailbox and no sandbox, for nobody', async () => {
    const operator = await production.signIn('operator@scans.test', ['operator']);
    const kept = `/mailbox/${randomUUID()}`;
    for (const path of ['/mailbox', kept, `${kept}/html`, '/sandbox', '/sandbox/lakeside/fhir/metadata'])
      expect([path, (await operator.get(path)).status]).toEqual([path, 404]);
    expect((await operator.post('/sandbox/unknown-study')).status).toBe(404);
    expect((await operator.get('/feeds')).status).toBe(200);
  });
});
