import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readDeliveryReport } from '../../src/mail/delivery-report.js';
import { aDeliveryReport } from '../support/delivery-reports.js';

const BACK = 'bounce-x@bounce.example.org';
const outcomeOf = async (asked: Parameters<typeof aDeliveryReport>[1]) => {
  const report = await readDeliveryReport(aDeliveryReport(BACK, asked));
  return report && [report.outcome, report.status];
};

describe('a delivery report', () => {
  it('says that a mail failed for good, failed for now, waits, or arrived', async () => {
    expect(await outcomeOf({})).toEqual(['dead', '5.1.1']);
    expect(await outcomeOf({ status: '5.2.2 (mailbox full)' })).toEqual(['dead', '5.2.2']);
    expect(await outcomeOf({ status: '4.4.7' })).toEqual(['again', '4.4.7']);
    expect(await outcomeOf({ action: 'Delayed', status: '4.4.1' })).toEqual(['waiting', '4.4.1']);
    expect(await outcomeOf({ action: 'delivered', status: '2.0.0' })).toEqual(['delivered', null]);
    expect(await outcomeOf({ action: 'relayed', status: '2.0.0' })).toEqual(['delivered', null]);
  });

  it('is about no dead address while one copy of the mail arrived or waits', async () => {
    expect(await outcomeOf({ more: [{ action: 'delivered', status: '2.0.0' }] })).toEqual([
      'delivered',
      null,
    ]);
    expect(await outcomeOf({ more: [{ action: 'delayed', status: '4.0.0' }] })).toEqual(['waiting', '4.0.0']);
  });

  it('says to whom it came back, in whichever of the usual places', async () => {
    const elsewhere = 'postmaster@example.org';
    const places = [
      aDeliveryReport(`<${BACK}>`),
      aDeliveryReport(elsewhere, { headers: { 'Delivered-To': BACK } }),
      aDeliveryReport(elsewhere, { headers: { 'X-Original-To': BACK } }),
      aDeliveryReport(elsewhere, { headers: { 'Envelope-To': BACK } }),
      aDeliveryReport(elsewhere, { headers: { 'Original-Recipient': `rfc822;${BACK}` } }),
      aDeliveryReport(elsewhere, { returned: { 'Return-Path': `<${BACK}>` } }),
    ];
    for (const raw of places) expect((await readDeliveryReport(raw))?.addresses).toContain(BACK);
  });

  it('is not what people and their out-of-office write, nor a report that says nothing', async () => {
    const others = [
      `From: a@b.example\r\nTo: ${BACK}\r\nAuto-Submitted: auto-replied\r\nSubject: Out of office\r\n\r\nBack on Monday.\r\n`,
      aDeliveryReport(BACK)
        .toString()
        .replace('report-type=delivery-status', 'report-type=disposition-notification'),
      aDeliveryReport(BACK).toString().replace('multipart/report', 'multipart/mixed'),
      aDeliveryReport(BACK).toString().replace('message/delivery-status', 'text/plain'),
      aDeliveryReport(BACK, { action: 'lost' }).toString(),
      aDeliveryReport(BACK, { status: 'unknown' }).toString(),
      '',
    ];
    for (const raw of others) expect(await readDeliveryReport(Buffer.from(raw))).toBeNull();
  });

  it('is never read out of rubbish, and no rubbish breaks the reading', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) =>
        expect(await readDeliveryReport(Buffer.from(bytes))).toBeNull(),
      ),
      { numRuns: 50 },
    );
    const whole = aDeliveryReport(BACK);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.nat(whole.length), async (from, to) => {
        const cut = Buffer.concat([
          whole.subarray(0, Math.min(from, to)),
          whole.subarray(Math.max(from, to)),
        ]);
        const report = await readDeliveryReport(cut);
        expect(report === null || ['dead', 'again', 'waiting', 'delivered'].includes(report.outcome)).toBe(
          true,
        );
      }),
      { numRuns: 50 },
    );
  });
});
