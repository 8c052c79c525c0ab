import { renderPage } from '../../../src/web/render.js';
import type { Case } from './cases.js';

/** The longest view of each page, and the views of a page that are built of other parts. */
export function telling(all: Case[]): Case[] {
  const fullest = new Map<string, Case>();
  for (const each of all) {
    const known = fullest.get(each.page);
    if (!known || lengthOf(each) > lengthOf(known)) fullest.set(each.page, each);
  }
  const others = [
    'nothing watched yet',
    'not mine',
    'possible',
    'a new scan, caregiver',
    'a breach, kept track of',
    'one device',
  ];
  return [...new Set([...fullest.values(), ...all.filter(({ label }) => others.includes(label))])];
}

function lengthOf({ page: name, view }: Case): number {
  return renderPage(name, view as never).length;
}
