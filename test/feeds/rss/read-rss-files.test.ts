import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FeedFormatError } from '../../../src/feeds/breach-feed.js';
import { readRssFiles } from '../../../src/feeds/rss/read-rss-files.js';
import { expectReadOrRefused } from '../any-bytes.js';
import { bytesOf } from '../hhs/a-list.js';

const NOW = new Date('2026-08-01T12:00:00Z');
const ITEM =
  '<item><title>Clinic &amp; lab report a breach</title><link>https://news.example/1</link><guid>n-1</guid><pubDate>Mon, 06 Jul 2026 18:23:00 +0200</pubDate><description>&lt;p&gt;What &lt;b&gt;happened&lt;/b&gt;&lt;/p&gt;</description></item>';

const rss = (items: string, before = '') =>
  `<?xml version="1.0"?>${before}<rss version="2.0"><channel><title>News</title>${items}</channel></rss>`;
const read = (text: string) => readRssFiles([{ name: 'feed.xml', bytes: bytesOf(text) }], NOW);
const titled = (title: string) =>
  read(rss(ITEM.replace(/<title>.*<\/title>/, `<title>${title}</title>`))).rows[0]?.filing.name;

describe('an item of a press feed', () => {
  it('becomes a filing for staff, which names no organization', () => {
    expect(read(rss(ITEM)).rows[0]?.filing).toMatchObject({
      source: 'rss',
      nativeId: 'n-1',
      name: 'Clinic & lab report a breach',
      names: [],
      submitted: '2026-07-06',
      description: 'What happened',
      url: 'https://news.example/1',
      file: 'feed.xml',
      record: 1,
    });
  });

  it('is read from Atom too', () => {
    const entry =
      '<entry><id>tag:1</id><title type="html">A &lt;i&gt;clinic&lt;/i&gt;</title><link href="https://news.example/a"/><updated>2026-07-06T23:30:00Z</updated><summary>Short.</summary></entry>';
    expect(read(`<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>${entry}</feed>`).rows[0]?.filing).toMatchObject({ nativeId: 'tag:1', name: 'A clinic', submitted: '2026-07-06', description: 'Short.', url: 'https://news.example/a' }); // prettier-ignore
  });

  it.each([
    ['&lt;script&gt;alert(1)&lt;/script&gt;Clinic', 'Clinic'],
    ['<![CDATA[<b>Clinic</b> breached]]>', 'Clinic breached'],
    ['Fewer than 3 &lt; 5 clinics', 'Fewer than 3 < 5 clinics'],
    ['A\u0000 clinic\u001b', 'A clinic'],
  ])('titled %j is titled %j', (written, shown) => {
    expect(titled(written)).toBe(shown);
  });

  it('is bounded, however much it says', () => {
    expect(titled('x'.repeat(10_000))).toHaveLength(1_000);
    const long = ITEM.replace('What', 'word '.repeat(500_000));
    expect(read(rss(long)).rows[0]?.filing.description?.length).toBeLessThanOrEqual(20_000);
  });

  it('has no date where it has none, or one of days to come', () => {
    const dated = (text: string) => read(rss(ITEM.replace(/<pubDate>.*<\/pubDate>/, text)));
    expect(dated('')).toMatchObject({ rows: [{ filing: { submitted: null } }], blanked: [] });
    const future = dated('<pubDate>Thu, 01 Jan 2099 00:00:00 GMT</pubDate>');
    expect(future).toMatchObject({
      rows: [{ filing: { submitted: null } }],
      blanked: [{ column: 'Published' }],
    });
  });

  it('without a title is rejected with its place, and with an address of no web page has none', () => {
    const { rows, rejected } = read(rss(`<item><link>https://news.example/0</link></item>${ITEM.replace('https://news.example/1', 'javascript:alert(1)')}`)); // prettier-ignore
    expect(rejected).toEqual([{ rejected: 'feed.xml: record 1: no title', line: 1 }]);
    expect(rows).toMatchObject([{ filing: { url: null, record: 2 } }]);
  });

  it('is one item however often it stands there', () => {
    expect(read(rss(ITEM + ITEM)).rows).toHaveLength(1);
  });
});

describe('a press feed', () => {
  it('expands no entity that it declares', () => {
    const bomb =
      '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>';
    const { rows } = read(rss(ITEM.replace('Clinic', 'Clinic &b; &c;'), bomb));
    expect(rows[0]?.filing.name).toBe('Clinic &b; &c; & lab report a breach');
  });

  it.each([
    ['', /empty/],
    ['{"items":[]}', /no XML/],
    ['<!doctype html><html><body>Please wait</body></html>', /web page/],
    [rss(ITEM).slice(0, -20), /cut off/],
    [rss(`<item>${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}</item>`), /deeper/],
    [rss('<item/>'.repeat(300_000)), /more elements/],
    [rss(ITEM.repeat(2_001)), /2001 items/],
    [`<rss>${' '.repeat(10_000_000)}</rss>`, /10 MB/],
  ])('of another form is refused by name (%#)', (text, why) => {
    expect(() => read(text)).toThrow(FeedFormatError);
    expect(() => read(text)).toThrow(/^feed\.xml: not a feed in RSS or Atom: /);
    expect(() => read(text)).toThrow(why);
  });

  it('is filings, rejections or a refusal whatever it holds', () => {
    const piece = fc.constantFrom('<item>', '</item>', '<title>', '</title>', '<link>', '&lt;b', '<![CDATA[', ']]>', '<!--', '"', '&#0;', '<pubDate>2099', '</rss>', 'é'); // prettier-ignore
    const pieces = fc.array(piece).map((parts) => bytesOf(rss(parts.join(''))));
    expectReadOrRefused(readRssFiles, fc.oneof(fc.uint8Array(), pieces));
  });
});
