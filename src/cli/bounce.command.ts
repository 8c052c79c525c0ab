import { parseArgs } from 'node:util';
import { InputError } from '../lib/errors.js';
import { readDeliveryReport } from '../mail/delivery-report.js';
import { BounceService } from '../services/bounce.service.js';
import { printLine } from './output.js';
import { withJourneys } from './with-journeys.js';

/** A report with the message it returns is some ten kilobytes; what is larger than this is no bounce of ours. */
const LARGEST_BYTES = 5 * 1024 * 1024;

/** Applies one bounced message and prints what became of it, without the address. */
export async function bounceCommand(args: string[]): Promise<void> {
  parseArgs({ args, options: {} });
  const raw = await readWhole(process.stdin);
  const report = await readDeliveryReport(raw);
  if (report === null)
    throw new InputError(
      'the message on stdin is no delivery report (multipart/report; report-type=delivery-status) that can be read',
    );
  await withJourneys(async (journeys) => printLine(await journeys.get(BounceService).apply(report)));
}

/** Reads on to the end of what is too large, or the mail server would take the broken pipe for our fault. */
async function readWhole(input: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of input) {
    bytes += chunk.length;
    if (bytes <= LARGEST_BYTES) chunks.push(chunk);
  }
  if (bytes > LARGEST_BYTES)
    throw new InputError(`the message is larger than ${LARGEST_BYTES} bytes: no bounce is`);
  if (bytes === 0) throw new InputError('there is no message on stdin');
  return Buffer.concat(chunks);
}
