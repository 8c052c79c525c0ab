import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import type { Level } from '../domain/level.js';
import type { Letter } from './letter.js';

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

export type RenderLetter = (letter: Letter) => RenderedMail;

/** Compiled from MJML by `npm run build`; the same place seen from src/ and from dist/. */
const LAYOUTS = new URL('../../dist/mail-layouts/', import.meta.url);
const TEXT_LAYOUTS = new URL('../../templates/mail/', import.meta.url);

/** The bar beside the tone, on light and on dark paper. */
const BARS: Record<Level, { light: string; dark: string }> = {
  quiet: { light: '#56626A', dark: '#A3AFB5' },
  info: { light: '#22559A', dark: '#8DB7F0' },
  check: { light: '#7D5200', dark: '#E6B450' },
  'act soon': { light: '#9A3412', dark: '#F2966B' },
  'act now': { light: '#8E1B2F', dark: '#FF8A99' },
};

/** Keeps a mail program from showing the first words of the body after the preview. */
const FILLER = '&#8199;&zwnj;'.repeat(90);
const LINE_WIDTH = 72;

/**
 * Reads and compiles the two layouts, each from its folder, a URL with a closing slash. Throws at once when one is
 * missing or cannot be parsed, so that a service that starts can write every mail.
 */
export function loadLayouts(htmlFolder: URL = LAYOUTS, textFolder: URL = TEXT_LAYOUTS): RenderLetter {
  const html = compile(built(htmlFolder, 'letter.html.hbs'), { noEscape: false });
  const text = compile(readFileSync(new URL('letter.txt.hbs', textFolder), 'utf8'), { noEscape: true });
  return (letter) => ({
    subject: letter.subject,
    text: tidy(text(textView(letter))),
    html: html({ ...letter, bar: BARS[letter.level ?? 'quiet'], filler: FILLER }),
  });
}

/** Writes one mail in its three parts. */
export const renderLetter: RenderLetter = loadLayouts();

function built(folder: URL, file: string): string {
  try {
    return readFileSync(new URL(file, folder), 'utf8');
  } catch (cause) {
    throw new Error(`the mail layout ${file} is not built: run \`npm run build\``, { cause });
  }
}

function compile(source: string, escaping: { noEscape: boolean }): (view: object) => string {
  // Handlebars itself parses a template only when it is first used.
  Handlebars.parse(source);
  const handlebars = Handlebars.create();
  handlebars.registerHelper('wrap', wrap);
  const options = { ...escaping, strict: true, knownHelpersOnly: true, knownHelpers: { wrap: true } };
  return handlebars.compile(source, options);
}

function textView(letter: Letter): object {
  return {
    ...letter,
    paragraphs: [...(letter.tone === null ? [] : [letter.tone]), ...letter.sayings],
    steps: letter.steps.map((step, at) => `${at + 1}. ${step}`),
  };
}

/** Broken between words, so that no line is longer than 72 signs unless one word is. */
function wrap(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line !== '' && line.length + 1 + word.length > LINE_WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n');
}

/** One blank line at most, and a line end at the end. */
function tidy(text: string): string {
  return `${text.replace(/\n{3,}/g, '\n\n').trim()}\n`;
}
