/** What a test may choose of a delivery report; the rest is as servers commonly write it. */
export interface AskedReport {
  action?: string;
  status?: string;
  /** Of the report itself, such as Delivered-To. */
  headers?: Record<string, string>;
  /** Of the message that is returned. */
  returned?: Record<string, string>;
  /** Further recipients in the same report. */
  more?: { action: string; status: string }[];
}

/** A message about a message that did not arrive (RFC 3464, in the report of RFC 6522), sent back to this address. */
export function aDeliveryReport(to: string, asked: AskedReport = {}): Buffer {
  const { action = 'failed', status = '5.1.1', headers = {}, returned = {}, more = [] } = asked;
  const recipients = [{ action, status }, ...more].map(
    (one, at) =>
      `Final-Recipient: rfc822; reader${at}@mail.example\nAction: ${one.action}\nStatus: ${one.status}\nDiagnostic-Code: smtp; 550 ${one.status} no\n such mailbox\n`,
  );
  const lines = (fields: Record<string, string>) =>
    Object.entries(fields)
      .map(([name, value]) => `${name}: ${value}\n`)
      .join('');
  const text = `Return-Path: <>
Received: from mx.mail.example by mx.example.org; Mon, 4 May 2026 07:12:00 +0000
From: Mail Delivery System <MAILER-DAEMON@mx.mail.example>
To: ${to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
${lines(headers)}MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
 boundary="=_part"

This is a MIME-encapsulated message.
--=_part
Content-Type: text/plain; charset=us-ascii

The mail could not be delivered to reader@mail.example.

--=_part
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.mail.example
Arrival-Date: Mon, 4 May 2026 07:10:03 +0000

${recipients.join('\n')}
--=_part
Content-Type: message/rfc822

${lines(returned)}From: Scanwarden <alerts@scanwarden.example>
Subject: Something is ready for you to look at

Please take a look when you have time.

--=_part--
`;
  return Buffer.from(text.replaceAll('\n', '\r\n'));
}
