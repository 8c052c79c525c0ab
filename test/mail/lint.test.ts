import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lintMail, lintWords } from '../support/mail-lint/lint.js';
import type { PrivateFacts } from '../support/mail-lint/lint-facts.js';
import type { OutgoingMail } from '../../src/mail/mailer.js';
import { aNotice, aSignIn, PUBLIC_URL } from './sample.js';

const FACTS: PrivateFacts = {
  people: ['Zoë Marlow', 'Bo Łukasik'],
  places: ['Fernhollow Hospital', 'Our Lady of the Lake'],
  exams: ['CT of the chest', 'Mammogram'],
  dates: ['2019-02-14'],
  ids: ['MRN 0048-1177', '1.2.840.99.7'],
};
const NO_FACTS: PrivateFacts = { people: [], places: [], exams: [], dates: [], ids: [] };

const MAIL = aNotice();
const wheres = (mail: OutgoingMail) => lintMail(mail, FACTS, PUBLIC_URL).map((fault) => fault.where);
/** The mail with a sentence more in both parts. */
const saying = (text: string, html = text): OutgoingMail => ({
  ...MAIL,
  text: `${MAIL.text}\n${text}\n`,
  html: MAIL.html.replace('</body>', `<p>${html}</p></body>`),
});

const SPELLINGS = [
  'Zoë',
  'ZOE',
  'Marlow',
  'Łukasik',
  'lukasik',
  'Fernhollow',
  'FERN-HOLLOW',
  'Lady',
  'CT',
  'chest',
  'mammogram',
  'mammograms',
  '14 February 2019',
  'February 14',
  'Feb 14, 2019',
  '2019-02-14',
  '20190214',
  '02/14/2019',
  '14.2.19',
  'MRN 0048-1177',
  'mrn-00481177',
  '1.2.840.99.7',
];
const spelling = fc.constantFrom(...SPELLINGS);

describe('a fact that must not be mailed is found', () => {
  it('in the subject, whatever the spelling', () => {
    fc.assert(
      fc.property(spelling, (fact) =>
        expect(wheres({ ...MAIL, subject: `About ${fact} now` })).toContain('subject'),
      ),
    );
  });

  it('in the preview', () => {
    fc.assert(
      fc.property(spelling, (fact) => {
        const html = MAIL.html.replace(/(<div style="display:none;[^>]*>)/, `$1${fact} `);
        expect(wheres({ ...MAIL, html })).toContain('preview');
      }),
    );
  });

  it('in the text and in the HTML part, also with a word cut by tags, entities or unseen signs', () => {
    const cuts = ['', '<b>', '</b>', '<span class="x">', '&shy;', '&#8203;', '\u00ad', '<!-- -->'];
    fc.assert(
      fc.property(spelling, fc.constantFrom(...cuts), fc.nat(), (fact, cut, at) => {
        const place = at % fact.length;
        const faults = wheres(
          saying(`see ${fact} here`, `see ${fact.slice(0, place)}${cut}${fact.slice(place)} here`),
        );
        expect(faults).toEqual(expect.arrayContaining(['text', 'html']));
      }),
    );
  });

  it('in what only machines read: comments, titles, classes', () => {
    for (const hidden of [
      '<!-- Fernhollow -->',
      '<b title="Fernhollow">x</b>',
      "<b class='ct-fernhollow'>x</b>",
    ])
      expect(wheres(saying('x', hidden))).toContain('html');
  });

  it('written with entities', () => {
    expect(wheres(saying('Zoe', 'Zo&euml;'))).toContain('html');
    expect(wheres(saying('Zoe', '&#90;&#x6F;e'))).toContain('html');
  });

  it('in a header, a sender or a Message-ID', () => {
    expect(wheres({ ...MAIL, from: 'Fernhollow <a@watch.example.org>' })).toContain('headers');
    expect(wheres({ ...MAIL, messageId: '<marlow.1@watch.example.org>' })).toContain('headers');
    expect(wheres({ ...MAIL, headers: { ...MAIL.headers, 'X-About': 'Mammogram' } })).toContain('headers');
    expect(
      wheres({ ...MAIL, envelope: { from: 'bounce-00481177-mrn-00481177@x.example', to: MAIL.to } }),
    ).toContain('headers');
  });

  it('in a link, also percent-encoded, twice, or as base64', () => {
    const once = encodeURIComponent('Zoë Marlow');
    const hidden = Buffer.from('{"who":"Zoë Marlow"}').toString('base64url');
    for (const part of ['fernhollow', once, encodeURIComponent(once), hidden]) {
      const link = `${PUBLIC_URL}/see/${part}`;
      expect(wheres(saying(link, `<a href="${link}">${link}</a>`))).toContain('link');
    }
  });
});

describe('a mail without facts', () => {
  it('passes, all the same whose record it is about', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'bcdfgklmprtvxz'), minLength: 6, maxLength: 12 });
    const names = fc.array(letters, { maxLength: 4 });
    fc.assert(
      fc.property(names, names, names, (people, places, exams) => {
        const facts = { ...FACTS, people: [...FACTS.people, ...people], places, exams };
        expect([MAIL, aSignIn()].flatMap((mail) => lintMail(mail, facts, PUBLIC_URL))).toEqual([]);
      }),
    );
  });

  it('passes although the recipient is addressed by a telling address', () => {
    expect(lintMail(aNotice({ to: 'zoe.marlow@mail.example' }), FACTS, PUBLIC_URL)).toEqual([]);
  });
});

describe('the shape of a mail', () => {
  const faultsOf = (mail: OutgoingMail) => lintMail(mail, NO_FACTS, PUBLIC_URL);

  it('is refused with a link to another host', () => {
    const link = 'https://watch.example.org.evil.example/';
    const faults = faultsOf(saying(link, `<a href="${link}">${link}</a>`));
    expect(faults).toContainEqual({ where: 'link', what: 'leads to https://watch.example.org.evil.example' });
  });

  it('is refused with a link that does not show where it leads', () => {
    const faults = faultsOf(saying(`${PUBLIC_URL}/ here`, `<a href="${PUBLIC_URL}/">here</a>`));
    expect(faults).toContainEqual({ where: 'link', what: 'does not show its host in "here"' });
  });

  it('is refused with an image', () => {
    for (const image of [
      '<img src="x">',
      '<table background="x">',
      '<p style="background:url(x)">',
      '<svg></svg>',
    ])
      expect(faultsOf(saying('', image))).toContainEqual({ where: 'html', what: 'holds an image' });
  });

  it('is refused without a language or a preview', () => {
    const bare = {
      ...MAIL,
      headers: {},
      html: MAIL.html.replace('<html lang="en"', '<html').replace('display:none;', ''),
    };
    expect(faultsOf(bare).map((fault) => `${fault.where} ${fault.what}`)).toEqual(
      expect.arrayContaining(['html names no language', 'headers names no language', 'preview is not set']),
    );
  });

  it('is refused when the text part says less than the HTML', () => {
    expect(faultsOf(saying('', 'One thing more.'))).toContainEqual({
      where: 'text',
      what: 'lacks "One thing more."',
    });
  });

  it('is refused at 100 KB', () => {
    const long = 'word '.repeat(20_000);
    expect(faultsOf(saying(long))).toContainEqual({ where: 'html', what: 'is 100 KB or more' });
  });
});

describe('the words of a mail', () => {
  it.each(['Your data were stolen.', 'This is urgent.', 'Look now!', 'Es urgente.', 'Una causa sospechosa.'])(
    'are refused when they judge or push: %s',
    (words) => expect(lintWords(saying(words))).toHaveLength(1),
  );

  it('are refused in a sentence of more than 20 words', () => {
    expect(lintWords(saying(`${'word '.repeat(20)}word.`))).toHaveLength(1);
    expect(lintWords(saying(`${'word '.repeat(19)}word. And so on.`))).toEqual([]);
  });
});

describe('a mail whose reader chose that it names more', () => {
  it('names the place and the day in its words alone: not in subject, preview, headers or links', () => {
    const mail = aNotice({ detail: { place: 'Fernhollow Hospital', on: '2019-02-14' } });
    const neutral = aNotice();
    expect(new Set(wheres(mail))).toEqual(new Set(['text', 'html']));
    expect({ ...mail, text: '', html: '' }).toEqual({ ...neutral, text: '', html: '' });
    expect(mail.text).toContain('It is about Fernhollow Hospital.');
    expect(mail.text).toContain('The day is 14 February 2019.');
  });
});
