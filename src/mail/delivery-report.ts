import PostalMime, { type Attachment, type Email } from 'postal-mime';

/** What a mail server reports about a message that it had taken (RFC 3464). */
export interface DeliveryReport {
  /**
   * `dead`: failed for good (5.x.x). `again`: failed for now, and it will not try again (4.x.x). `waiting`: it still
   * tries. `delivered`: some copy arrived, or it went on to where nothing is reported from.
   */
  outcome: 'dead' | 'again' | 'waiting' | 'delivered';
  /** The enhanced status code (RFC 3463), such as 5.1.1; null where nothing failed or waits. */
  status: string | null;
  /** Every address that may be the one it was sent back to. */
  addresses: string[];
}

/** Where servers say to whom a message came: its own header, and those that they add when they deliver. */
const ADDRESSED = [
  'to',
  'delivered-to',
  'x-original-to',
  'envelope-to',
  'x-envelope-to',
  'original-recipient',
];
const REPORT = /^multipart\/report\b(?=.*\breport-type\s*=\s*"?delivery-status\b)/i;
const STATUS_TYPES = ['message/delivery-status', 'message/global-delivery-status'];
const RETURNED_TYPES = [
  'message/rfc822',
  'message/global',
  'text/rfc822-headers',
  'message/global-headers',
  'message/rfc822-headers',
];
const DEEPEST = 8;

/** Reads a message as a delivery report; null when it is none. What came back of the message itself is not kept. */
export async function readDeliveryReport(raw: Buffer): Promise<DeliveryReport | null> {
  const email = await parse(raw);
  if (email === null || !REPORT.test(headersOf(email, 'content-type')[0] ?? '')) return null;
  const status = email.attachments.find(({ mimeType }) => STATUS_TYPES.includes(mimeType));
  if (!status) return null;
  const blocks = blocksOf(textOf(status));
  const recipients = blocks.filter((fields) => fields.has('action'));
  const verdict = verdictOf(recipients);
  if (verdict === null) return null;
  const said = blocks.flatMap((fields) => [fields.get('original-recipient'), fields.get('final-recipient')]);
  const returned = email.attachments.filter(({ mimeType }) => RETURNED_TYPES.includes(mimeType));
  const addressed = [
    ...ADDRESSED.flatMap((name) => headersOf(email, name)),
    ...said,
    ...returned.map((part) => blocksOf(textOf(part))[0]?.get('return-path')),
  ];
  return { ...verdict, addresses: addressed.flatMap(addressesIn) };
}

/** Null for what is no message at all, or is nested as no report is. */
async function parse(raw: Buffer): Promise<Email | null> {
  try {
    return await PostalMime.parse(raw, {
      forceRfc822Attachments: true,
      attachmentEncoding: 'utf8',
      maxNestingDepth: DEEPEST,
    });
  } catch {
    return null;
  }
}

function verdictOf(recipients: Map<string, string>[]): Pick<DeliveryReport, 'outcome' | 'status'> | null {
  if (recipients.length === 0) return null;
  const actions = recipients.map((fields) => (fields.get('action') ?? '').toLowerCase());
  if (actions.some((action) => ['delivered', 'relayed', 'expanded'].includes(action)))
    return { outcome: 'delivered', status: null };
  const statuses = recipients.map(statusOf);
  if (actions.includes('delayed'))
    return { outcome: 'waiting', status: statuses[actions.indexOf('delayed')] ?? null };
  if (!actions.includes('failed')) return null;
  const final = statuses.find((status) => status?.startsWith('5.'));
  if (final) return { outcome: 'dead', status: final };
  const temporary = statuses.find((status) => status?.startsWith('4.'));
  return temporary ? { outcome: 'again', status: temporary } : null;
}

/** RFC 3464 section 2.3.4: the code may have words after it. */
function statusOf(fields: Map<string, string>): string | null {
  return /^[245]\.\d{1,3}\.\d{1,3}(?!\S)/.exec(fields.get('status') ?? '')?.[0] ?? null;
}

/** Groups of header fields with a blank line between, each by its name in lower case; the first of a name counts. */
function blocksOf(text: string): Map<string, string>[] {
  const unfolded = text.replace(/\r\n?/g, '\n').replace(/\n[ \t]+(?=\S)/g, ' ');
  return unfolded.split(/\n{2,}/).map((block) => {
    const fields = new Map<string, string>();
    for (const line of block.split('\n')) {
      const colon = line.indexOf(':');
      const name = line.slice(0, colon).trim().toLowerCase();
      if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
    }
    return fields;
  });
}

function headersOf({ headers }: Email, name: string): string[] {
  return headers.filter(({ key }) => key === name).map(({ value }) => value);
}

function addressesIn(text: string | undefined): string[] {
  return text?.match(/[^\s<>,;:"()]+@[^\s<>,;:"()]+/g) ?? [];
}

function textOf({ content }: Attachment): string {
  return typeof content === 'string' ? content : Buffer.from(content as ArrayBuffer).toString('utf8');
}
