import type { Locale } from '../../words/words.js';
import type { WrittenGuide } from '../../words/guides.js';
import type { Shell } from './shell.js';

/** The guides to choose from, in the reader's language, whatever the page around them speaks. */
export interface GuideLinks {
  language: Locale;
  heading: string;
  lead: string;
  links: { href: string; title: string }[];
}

/** The same page in another language, and how that language offers it. */
export interface Translation {
  language: Locale;
  href: string;
  words: string;
}

export interface GuidesView extends Shell {
  guides: GuideLinks;
  translations: Translation[];
}

export interface GuideView extends Shell {
  language: Locale;
  guide: WrittenGuide;
  rulesHeading: string;
  all: { href: string; words: string };
  translations: Translation[];
}
