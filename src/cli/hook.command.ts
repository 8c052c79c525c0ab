import { parseArgs } from 'node:util';
import { Config } from '../config/config.js';
import { Clock } from '../lib/clock.js';
import { InputError } from '../lib/errors.js';
import { PushStore } from '../store/push.store.js';
import { HOOK_MANUAL } from './manuals.js';
import { printLine } from './output.js';
import { withJourneys } from './with-journeys.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Opens an address for a subscription that a hospital's staff enter by hand; the one printed before stops working. */
export async function hookCommand(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { connection: { type: 'string' } } });
  const { connection } = values;
  if (connection === undefined || !UUID.test(connection))
    throw new InputError(`--connection takes the id of a connection: ${HOOK_MANUAL.usage}`);
  await withJourneys(async (journeys) => {
    const token = await journeys.get(PushStore).open(connection, journeys.get(Clock).now());
    if (token === null) throw new InputError(`there is no connection ${connection}`);
    printLine({ endpoint: `${journeys.get(Config).publicUrl}/hooks/fhir/${token}` });
  });
}
