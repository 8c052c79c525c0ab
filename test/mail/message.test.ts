import { describe, expect, it } from '@jest/globals';
import { OutsideError } from '../../src/lib/errors.js';
import { aNotice, aSecurityMail, aSignIn, PUBLIC_URL } from './sample.js';

describe('the headers of a mail', () => {
  it.each(['quiet', 'info', 'check'] as const)('offer one-click unsubscribe at level %s', (level) => {
    expect(aNotice({ level }).headers).toEqual({
      'Auto-Submitted': 'auto-generated',
      'Content-Language': 'en',
      'List-Unsubscribe': `<${PUBLIC_URL}/unsubscribe/tok-EN_1>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
  });

  it.each(['act soon', 'act now'] as const)(
    'offer no unsubscribe at level %s, in no part of the mail',
    (level) => {
      const mail = aNotice({ level });
      expect(mail.headers).toEqual({ 'Auto-Submitted': 'auto-generated', 'Content-Language': 'en' });
      expect(mail.text + mail.html).not.toContain('unsubscribe');
    },
  );

  it('offer no unsubscribe for account security, nor where a stream was set too low for its level', () => {
    expect(aSignIn().headers).not.toHaveProperty('List-Unsubscribe');
    expect(aSecurityMail().headers).not.toHaveProperty('List-Unsubscribe');
    expect(aNotice({ stream: 'security', level: 'info' }).headers).not.toHaveProperty('List-Unsubscribe');
    expect(aNotice({ stream: 'check', level: 'act now' }).headers).not.toHaveProperty('List-Unsubscribe');
  });

  it('are the same each time the mail is made', () => {
    expect(aNotice()).toEqual(aNotice());
    expect(aNotice().messageId).toBe('<7c1d4a52-0b0e-4f43-9f0e-6a5f2f1b9f10@watch.example.org>');
  });

  it('name a host without its port', () => {
    expect(aNotice({ publicUrl: 'http://localhost:3000/' }).messageId).toMatch(/@localhost>$/);
    expect(aNotice({ publicUrl: 'http://localhost:3000/' }).text).toContain(
      'Open localhost:3000\nhttp://localhost:3000/\n',
    );
  });

  it('send bounces to the sender, or to an address of the message where a bounce domain is set', () => {
    expect(aNotice().envelope).toEqual({ from: 'letters@watch.example.org', to: 'reader@mail.example' });
    const bounceKey = Buffer.from('a key of the test');
    expect(aNotice({ bounceDomain: 'bounce.example.org', bounceKey }).envelope.from).toMatch(
      /^bounce-7c1d4a52-0b0e-4f43-9f0e-6a5f2f1b9f10-[0-9a-f]{16}@bounce\.example\.org$/,
    );
  });
});

describe('the recipient', () => {
  it('is an address without a name', () => {
    expect(aNotice({ to: 'Ada Marlow <ada@mail.example>' }).to).toBe('ada@mail.example');
  });

  it.each([
    'one@mail.example, two@mail.example',
    'friends: one@mail.example, two@mail.example;',
    'nobody',
    '',
  ])('is never more or less than one: "%s" is refused for good, and not repeated in the error', (to) => {
    const refused = expect.objectContaining({
      permanent: true,
      message: expect.not.stringContaining('mail.example'),
    });
    expect(() => aNotice({ to })).toThrow(OutsideError);
    expect(() => aNotice({ to })).toThrow(refused as never);
  });
});

it('a mail that must offer unsubscribe is not made without a token', () => {
  expect(() => aNotice({ unsubscribeToken: null })).toThrow(/unsubscribe token/);
  expect(() => aNotice({ unsubscribeToken: null, level: 'act soon' })).not.toThrow();
});

describe('a mail that stands for several messages', () => {
  it('says so without a name, and is otherwise the same', () => {
    const [one, several] = [false, true].map((several) => aNotice({ level: 'act soon', several }));
    const words = 'This mail is about more than one person you look after.';
    expect(one!.text + one!.html).not.toContain(words);
    expect(several!.html).toContain(words);
    expect(several!.text.replace(`${words}\n\n`, '')).toBe(one!.text);
  });
});

describe('the language of a mail', () => {
  it("is its reader's own, in the words, the headers and the HTML", () => {
    const mail = aNotice({ locale: 'es' });
    expect(mail.headers['Content-Language']).toBe('es');
    expect(mail.html).toMatch(/<html lang="es"/);
    expect(mail.subject).not.toBe(aNotice({ locale: 'en' }).subject);
    expect(mail.text).toContain('Abrir watch.example.org\nhttps://watch.example.org/\n');
  });
});
