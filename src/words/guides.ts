import type { LawId } from '../domain/law.js';
import { citeLaw, sayLawAt } from './law.js';
import type { Words } from './words.js';

/** A text to read in peace; its words stand in templates/words/<language>/guides.json under its name. */
export interface Guide {
  name: string;
  /** For each of its sections the rules of law that are told there. */
  sections: LawId[][];
  /** About taking part in making rules: shown only where whoever runs the service wants it. */
  civic?: true;
}

const GUIDES: Guide[] = [
  { name: 'what-we-see', sections: [[], [], [], ['breach-letter'], [], ['access']] },
  { name: 'ai-and-you', sections: [[], [], ['de-identified'], [], [], ['research-withdrawal']] },
  { name: 'consent-form', sections: [[], [], [], ['research-withdrawal'], []] },
  { name: 'sharing-safely', sections: [[], [], ['access'], [], [], []] },
  { name: 'extortion', sections: [[], [], [], [], ['freeze'], []] },
  {
    name: 'identity-theft',
    sections: [[], ['access'], ['disclosures'], ['correction'], [], ['freeze', 'freeze-in-care']],
  },
  { name: 'claim-denied', sections: [[], [], [], [], [], []] },
  { name: 'write-to-officials', sections: [[], [], [], [], []], civic: true },
];

export interface WrittenGuide {
  name: string;
  title: string;
  lead: string;
  sections: GuideSection[];
  /** Each rule that it tells with its source and dates; empty where it tells none. */
  sources: string[];
}

export interface GuideSection {
  heading: string;
  text: string;
  items: string[];
  /** What follows the list. */
  more: string | null;
  rules: string[];
}

/** The guides in the order in which they are listed. */
export function guidesShown(civic: boolean): Guide[] {
  return GUIDES.filter((guide) => civic || guide.civic !== true);
}

export function guideTitle({ name }: Guide, words: Words): string {
  return words.say(`guides.${name}.title`);
}

/** A guide in words. `today` is YYYY-MM-DD: rules past their review are told without figures. */
export function writeGuide(guide: Guide, words: Words, today: string): WrittenGuide {
  const { name, sections } = guide;
  const laws = [...new Set(sections.flat())];
  return {
    name,
    title: guideTitle(guide, words),
    lead: words.say(`guides.${name}.lead`),
    sections: sections.map((rules, at) => writeSection(`guides.${name}.${at + 1}`, rules, words, today)),
    sources:
      laws.length === 0
        ? []
        : [...laws.map((id) => citeLaw(words, id, today)), words.say('messages.law.not-advice')],
  };
}

function writeSection(id: string, laws: LawId[], words: Words, today: string): GuideSection {
  return {
    heading: words.say(`${id}.heading`),
    text: words.say(`${id}.text`),
    items: itemsOf(id, words),
    more: words.has(`${id}.more`) ? words.say(`${id}.more`) : null,
    rules: laws.map((law) => sayLawAt(words, law, today)),
  };
}

function itemsOf(id: string, words: Words): string[] {
  const items: string[] = [];
  for (let at = 1; words.has(`${id}.item.${at}`); at += 1) items.push(words.say(`${id}.item.${at}`));
  return items;
}
