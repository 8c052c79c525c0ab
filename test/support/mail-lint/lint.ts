import type { OutgoingMail } from '../../../src/mail/mailer.js';
import { blocksOf, labelledLinksOf, linksOf, previewOf, unseenOf } from './html-text.js';
import { fold, needlesOf, type Needle, type PrivateFacts } from './lint-facts.js';

/** Gmail shows the rest of a longer mail behind a link; the limit is on the HTML part, in bytes. */
const LARGEST_HTML = 100_000;
const IMAGE = /<(?:img|picture|svg|video|object|embed|input|iframe)\b|\bbackground\s*=|url\s*\(/i;
const URL_IN_TEXT = /https?:\/\/[^\s<>"]+/g;
const LONGEST_SENTENCE = 20;
/** Words that judge, threaten or promise, in the languages we write. */
const NEVER_SAID =
  /\b(?:fraud\w*|stolen|hack\w*|tamper\w*|victims?|leak\w*|deleted|urgent\w*|guarantee\w*|compliant|suspicious|fraude\w*|robad[oa]s?|hacke\w*|v[ií]ctimas?|filtrad[oa]s?|borrad[oa]s?|urgente\w*|garanti\w*|sospechos[oa]s?)\b|[!¡]/iu;

/** One thing that is wrong with a mail: where, and what. */
export interface MailFault {
  where: 'subject' | 'preview' | 'text' | 'html' | 'headers' | 'link';
  what: string;
}

/**
 * Everything in a finished mail that product rules forbid: a private fact in any part or spelling (case, accents,
 * percent and base64 encoding, entities, words cut by tags), a link to another host than `publicUrl`'s or that does not show it, an image, no
 * language, no preview, an HTML part that says more than the text part or is too large. The recipient's own address
 * is left out of the search. Empty when the mail is fit to send.
 */
export function lintMail(mail: OutgoingMail, facts: PrivateFacts, publicUrl: string): MailFault[] {
  return [...leaksIn(mail, needlesOf(facts)), ...linkFaults(mail, new URL(publicUrl)), ...shapeFaults(mail)];
}

function leaksIn(mail: OutgoingMail, needles: Needle[]): MailFault[] {
  const places: [MailFault['where'], string][] = [
    ['subject', mail.subject],
    ['preview', previewOf(mail.html)],
    ['text', mail.text],
    ['html', [...blocksOf(mail.html), blocksOf(mail.html.replaceAll('<', ' <')).join('\n')].join('\n')],
    ['html', unseenOf(mail.html)],
    ['headers', headersOf(mail)],
    ['link', linksIn(mail).flatMap(readingsOf).join('\n')],
  ];
  const faults = places.flatMap(([where, text]) => {
    const [words, run] = [` ${fold(text)} `, fold(text).replaceAll(' ', '')];
    const found = needles.filter((one) =>
      one.sameWord ? words.includes(` ${one.folded} `) : run.includes(one.folded),
    );
    return found.map((one) => `${where}\n${one.fact}`);
  });
  return [...new Set(faults)].map((fault) => {
    const [where, fact] = fault.split('\n') as [MailFault['where'], string];
    return { where, what: `holds "${fact}"` };
  });
}

function headersOf(mail: OutgoingMail): string {
  const more = Object.entries(mail.headers).flatMap(([name, value]) => [name, ...readingsOf(value)]);
  return [mail.messageId, mail.from, mail.envelope.from, ...more].join('\n');
}

function linksIn(mail: OutgoingMail): string[] {
  const header = mail.headers['List-Unsubscribe']?.replace(/[<>]/g, '');
  return [...linksOf(mail.html), ...(mail.text.match(URL_IN_TEXT) ?? []), ...(header ? [header] : [])];
}

/** A link as written, percent-decoded until nothing changes (three times at most), and its parts read as base64. */
function readingsOf(link: string): string[] {
  const readings = [link];
  for (let turn = 0; turn < 3; turn += 1) readings.push(percentDecoded(readings.at(-1) ?? ''));
  const parts = link.split(/[^\w+-]+/).map((part) => Buffer.from(part, 'base64').toString('utf8'));
  // A token of random bytes is no text, and would hold any short word now and then.
  return [...readings, ...parts.filter((part) => !/[\p{Cc}\ufffd]/u.test(part))];
}

function percentDecoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

function linkFaults(mail: OutgoingMail, ours: URL): MailFault[] {
  const foreign = linksIn(mail).filter((link) => !URL.canParse(link) || new URL(link).origin !== ours.origin);
  const unnamed = labelledLinksOf(mail.html).filter(({ label }) => !label.includes(ours.host));
  return [
    ...foreign.map((link) => ({
      where: 'link' as const,
      what: `leads to ${URL.canParse(link) ? new URL(link).origin : 'nowhere'}`,
    })),
    ...unnamed.map(({ label }) => ({ where: 'link' as const, what: `does not show its host in "${label}"` })),
  ];
}

function shapeFaults(mail: OutgoingMail): MailFault[] {
  const faults: MailFault[] = [];
  const { html } = mail;
  if (!/<html\b[^>]*\slang="[a-z]/i.test(html)) faults.push({ where: 'html', what: 'names no language' });
  if (!mail.headers['Content-Language']) faults.push({ where: 'headers', what: 'names no language' });
  if (previewOf(html) === '') faults.push({ where: 'preview', what: 'is not set' });
  if (IMAGE.test(html)) faults.push({ where: 'html', what: 'holds an image' });
  if (Buffer.byteLength(html) >= LARGEST_HTML) faults.push({ where: 'html', what: 'is 100 KB or more' });
  return [...faults, ...missingFromText(mail)];
}

/** What is wrong with the words of a mail: sentences that are too long, words that are never said. */
export function lintWords(mail: OutgoingMail): MailFault[] {
  const sentences = [mail.subject, previewOf(mail.html), ...blocksOf(mail.html)].flatMap((block) =>
    block.split(/(?<=[.?:]) /),
  );
  return sentences.flatMap((sentence): MailFault[] => [
    ...(sentence.split(' ').length > LONGEST_SENTENCE
      ? [{ where: 'html' as const, what: `has a long sentence: "${sentence}"` }]
      : []),
    ...(NEVER_SAID.test(sentence)
      ? [{ where: 'html' as const, what: `says what is never said: "${sentence}"` }]
      : []),
  ]);
}

/** Both parts say the same (RFC 2046 section 5.1.4): every block and every link of the HTML stands in the text. */
function missingFromText({ html, text }: OutgoingMail): MailFault[] {
  const said = fold(text);
  const blocks = blocksOf(html).filter((block) => !said.includes(fold(block)));
  const links = linksOf(html).filter((link) => !text.includes(link));
  return [...blocks, ...links].map((missing) => ({ where: 'text', what: `lacks "${missing.slice(0, 60)}"` }));
}
