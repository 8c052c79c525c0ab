import { guidesShown, guideTitle } from '../words/guides.js';
import { type Locale, LOCALES, wordsIn } from '../words/words.js';
import { localeFor } from './reader-of.js';
import type { GuideLinks, Translation } from './views/guides.js';
import type { VisitRequest } from './visit.js';

/** The language that was asked for by name (`?lang=`), else that of the page. */
export function guideLanguage(request: VisitRequest): Locale {
  return languageAsked(request) ?? localeFor(request);
}

/** Links that stay in the language that was asked for by name. */
export function guideLinks(request: VisitRequest, civic: boolean): GuideLinks {
  const language = guideLanguage(request);
  const words = wordsIn(language);
  return {
    language,
    heading: words.say('guides.page.title'),
    lead: words.say('guides.page.lead'),
    links: guidesShown(civic).map((guide) => ({
      href: inLanguage(`/guides/${guide.name}`, languageAsked(request)),
      title: guideTitle(guide, words),
    })),
  };
}

/** `path` in every other language. */
export function translationsOf(path: string, language: Locale): Translation[] {
  return LOCALES.filter((other) => other !== language).map((other) => ({
    language: other,
    href: inLanguage(path, other),
    words: wordsIn(other).say('guides.page.read-here'),
  }));
}

export function inLanguage(path: string, language: Locale | null): string {
  return language === null ? path : `${path}?lang=${language}`;
}

export function languageAsked(request: VisitRequest): Locale | null {
  return LOCALES.find((locale) => locale === request.query['lang']) ?? null;
}
