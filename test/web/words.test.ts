import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { matchReasons } from '../../src/web/words/match-reasons.js';
import { refusedKinds } from '../../src/web/words/refused-kinds.js';
import { scanKind } from '../../src/domain/messages/scan-kind.js';
import { dayOnly, momentWords, type Reader, statedDay } from '../../src/web/words/times.js';
import { zoneWords } from '../../src/web/words/zones.js';
import { webLink } from '../../src/web/words/web-link.js';

const READER: Reader = {
  language: 'en',
  zone: 'America/New_York',
  now: new Date('2026-05-04T12:00:00Z'),
};

describe('a time zone', () => {
  it('is called as the reader’s language calls its place', () => {
    expect(zoneWords('America/New_York', 'en')).toBe('New York');
    expect(zoneWords('America/New_York', 'es')).toBe('Nueva York');
    expect(zoneWords('Europe/Madrid', 'es')).toBe('Madrid');
    expect(zoneWords('America/Argentina/Buenos_Aires', 'es')).toBe('Buenos Aires');
  });
});

describe('when something happened', () => {
  it.each([
    ['2026-05-04T11:10:00Z', 'today 07:10'],
    ['2026-05-04T03:59:00Z', 'yesterday 23:59'],
    ['2026-05-05T13:00:00Z', 'tomorrow 09:00'],
    ['2026-05-03T03:00:00Z', '2 May'],
    ['2025-05-03T12:00:00Z', '3 May 2025'],
  ])('says %s as "%s"', (at, words) => {
    expect(momentWords(new Date(at), READER).words).toBe(words);
  });

  it('keeps the exact time, with its zone, for the title and for print', () => {
    const { exact, iso } = momentWords(new Date('2026-05-03T22:02:00Z'), READER);
    expect(exact).toMatch(/^Sunday.* 3 May 2026 at 18:02 GMT-4$/);
    expect(iso).toBe('2026-05-03T18:02:00-04:00');
  });

  it('is a day of the reader, wherever the server stands', () => {
    const inTokyo = { ...READER, zone: 'Asia/Tokyo' };
    expect(momentWords(new Date('2026-05-04T16:00:00Z'), inTokyo).words).toBe('tomorrow 01:00');
  });

  it('counts days by the calendar when clocks change', () => {
    const now = new Date('2026-03-09T03:30:00Z');
    expect(momentWords(new Date('2026-03-07T20:00:00Z'), { ...READER, now }).words).toBe('yesterday 15:00');
  });

  it('speaks the language of the reader', () => {
    const spanish = { ...READER, language: 'es' };
    expect(momentWords(new Date('2026-05-04T11:10:00Z'), spanish).words).toBe('hoy 07:10');
    expect(momentWords(new Date('2026-04-04T11:10:00Z'), spanish).words).toBe('4 de abril');
  });

  it('never loses the moment in its machine form', () => {
    const dates = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/St_Johns'), (at, zone) => {
        const { iso } = momentWords(at, { ...READER, zone });
        expect(Math.floor(Date.parse(iso) / 1000)).toBe(Math.floor(at.getTime() / 1000));
      }),
    );
  });
});

describe('a day without a clock', () => {
  it.each([
    ['2026-05-04', 'today', true],
    ['2026-05-05', 'tomorrow', true],
    ['2026-06-05', '5 June', false],
    ['2027-01-02', '2 January 2027', false],
  ])('says %s as "%s"', (date, words, near) => {
    expect(dayOnly(date, READER)).toMatchObject({ words, near, iso: date });
  });

  it('is absent where it is no date', () => {
    expect(dayOnly('soon', READER)).toBeNull();
  });
});

describe('a date as a source states it', () => {
  it.each([
    ['2019', '2019'],
    ['2019-02', 'February 2019'],
    ['2019-02-14', '14 February 2019'],
    ['2026-05-04', '4 May 2026'],
    ['2019-02-14T23:30:00-05:00', '14 February 2019'],
    ['2019-02-14T23:30:00Z', '14 February 2019'],
  ])('says %s as "%s", never more exactly than it was stated', (stated, words) => {
    expect(statedDay(stated, READER)).toMatchObject({ words, iso: stated });
  });

  it('is absent where it cannot be read, and never throws', () => {
    expect(statedDay('14.2.19', READER)).toBeNull();
    fc.assert(
      fc.property(fc.string(), (stated) => {
        expect(statedDay(stated, READER)?.words ?? 'none').not.toContain('Invalid');
      }),
    );
  });
});

describe('what a page calls things', () => {
  it('goes by one kind of scan, whatever the order of its codes', () => {
    expect(scanKind(['CT', 'PT'])).toBe('pet');
    expect(scanKind(['PT', 'CT'])).toBe('pet');
    expect(scanKind(['SR', 'CR'])).toBe('x-ray');
    expect(scanKind(['MR'])).toBe('mri');
    expect(scanKind([])).toBe('other');
  });

  it('names each thing that a place does not show once, the nameless last', () => {
    expect(refusedKinds(['Consent', 'Encounter', null, 'ServiceRequest', 'Encounter'])).toEqual([
      'visits',
      'orders',
      'other',
    ]);
  });

  it('gives the reasons of a match once each, in the order they spoke', () => {
    expect(matchReasons(['same-but-for-spacing', 'same-name', 'typo', 'same-state'])).toEqual([
      'same-name',
      'same-state',
    ]);
  });
});

describe('an address from a feed or a record', () => {
  it('is a link only where it leads to the web', () => {
    expect(webLink('https://example.org/a?b=1')).toEqual({
      href: 'https://example.org/a?b=1',
      host: 'example.org',
    });
    for (const address of [
      'javascript:alert(1)',
      'data:text/html,x',
      ' /relative',
      'ftp://example.org',
      '',
      null,
    ])
      expect(webLink(address)).toBeNull();
  });
});
