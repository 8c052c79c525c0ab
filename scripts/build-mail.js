#!/usr/bin/env node
/**
 * Compiles the mail layouts (templates/mail/*.mjml) into HTML with Handlebars in it, under dist/mail-layouts. MJML is
 * slow and needs its own tree of packages, so it runs here and never when a mail is sent. Part of `npm run build`.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import mjml2html from 'mjml';

const SOURCES = new URL('../templates/mail/', import.meta.url);
const LAYOUTS = new URL('../dist/mail-layouts/', import.meta.url);

mkdirSync(LAYOUTS, { recursive: true });
for (const file of readdirSync(SOURCES).filter((name) => name.endsWith('.mjml'))) {
  // No fonts: by their names MJML would add style sheets of a foreign host.
  const options = { fonts: {}, validationLevel: 'strict', filePath: new URL(file, SOURCES).pathname };
  const { html } = await mjml2html(readFileSync(new URL(file, SOURCES), 'utf8'), options);
  writeFileSync(
    new URL(file.replace('.mjml', '.html.hbs'), LAYOUTS),
    withoutBlankLines(withoutTargets(html)),
  );
}

/** Where a link opens is for the reader's mail program to say, and for the frame in which our mailbox shows it. */
function withoutTargets(html) {
  return html.replaceAll(/\s+target="_blank"/g, '');
}

/** What is left of the indentation that MJML writes: it is mailed with every message. */
function withoutBlankLines(html) {
  return html
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}
