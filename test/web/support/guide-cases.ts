import type { GuideLinks, GuideView, Translation } from '../../../src/web/views/guides.js';
import type { Case } from './cases.js';
import { type Fill, viewer } from './values.js';

/** The list of guides, as it stands on the help page as well. */
export function guideLinksWith(fill: Fill): GuideLinks {
  return {
    language: 'en',
    // Ours, and the title of the page.
    heading: 'Guides',
    lead: fill.text('Short texts.'),
    links: [
      { href: '/guides/one', title: fill.text('Scans and you') },
      { href: '/guides/two', title: fill.text('How to read a form') },
    ],
  };
}

/** Guides, signed in and not, with all parts of a section and with none. */
export function guideCases(fill: Fill): Case[] {
  const signedOut = { lang: 'en', csrf: fill.text('token'), viewer: null };
  const shell = { ...signedOut, viewer: viewer(fill) };
  const translations: Translation[] = [
    { language: 'es', href: '/guides?lang=es', words: fill.text('Leer en español') },
  ];
  const plain = {
    heading: fill.text('First'),
    text: fill.text('A text.'),
    items: [],
    more: null,
    rules: [],
  };
  const full = {
    ...plain,
    items: [fill.text('one'), fill.text('two')],
    more: fill.text('More.'),
    rules: [fill.text('A rule.')],
  };
  const guide: GuideView = {
    ...signedOut,
    language: 'es',
    guide: {
      name: 'one',
      title: 'Los estudios y usted',
      lead: fill.text('Para leer.'),
      sections: [plain, full],
      sources: [fill.text('A rule. Source.')],
    },
    rulesHeading: fill.text('Fuentes'),
    all: { href: '/guides', words: fill.text('Todas') },
    translations,
  };
  const bare: GuideView = { ...guide, ...shell, guide: { ...guide.guide, sections: [plain], sources: [] } };
  return [
    {
      page: 'guides',
      label: 'signed out',
      view: { ...signedOut, guides: guideLinksWith(fill), translations },
    },
    { page: 'guides', label: 'signed in', view: { ...shell, guides: guideLinksWith(fill), translations } },
    { page: 'guide', label: 'all parts', view: guide },
    { page: 'guide', label: 'signed in, no rules', view: bare },
  ];
}
