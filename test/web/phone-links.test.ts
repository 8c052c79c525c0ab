import { describe, expect, it } from '@jest/globals';
import { phoneLinks } from '../../src/web/words/phone-links.js';

const linked = (text: string): string => phoneLinks(text).toString();

describe('a phone number in a text', () => {
  it.each([
    ['Call 1-800-368-1019.', 'Call <a href="tel:+1-800-368-1019">1-800-368-1019</a>.'],
    ['(800) 555-0100', '<a href="tel:+1-800-555-0100">(800) 555-0100</a>'],
    ['800.555.0100 ext. 7', '<a href="tel:+1-800-555-0100">800.555.0100</a> ext. 7'],
  ])('can be dialled: %s', (text, html) => {
    expect(linked(text)).toBe(html);
  });

  it.each([
    '2026-11-23',
    '45 CFR 164.524',
    'AB12-CD34',
    '123-45-6789',
    '1234-555-666-7777-8',
    '+49 30 1234567',
  ])('is not taken from other figures: %s', (text) => {
    expect(linked(text)).toBe(text);
  });

  it('stands in a text whose other signs stay harmless', () => {
    expect(linked('<b>"1-800-368-1019"')).toBe(
      '&lt;b&gt;&quot;<a href="tel:+1-800-368-1019">1-800-368-1019</a>&quot;',
    );
  });
});
