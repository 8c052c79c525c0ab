import { parseArgs } from 'node:util';
import { InputError } from '../lib/errors.js';
import { RecordService } from '../services/record.service.js';
import { ConnectionStore } from '../store/connection.store.js';
import { OvertakenError } from '../store/record.store.js';
import { diffLine } from './diff-line.js';
import { printLine } from './output.js';
import { progress } from './progress.js';
import { withJourneys } from './with-journeys.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Pulls one connection, or all of them, now; prints the line that `diff` prints for each. */
export async function pullCommand(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { connection: { type: 'string' } } });
  if (values.connection !== undefined && !UUID.test(values.connection))
    throw new InputError(`--connection ${values.connection}: is no id of a connection`);
  await withJourneys(async (journeys) => {
    const records = journeys.get(RecordService);
    const ids =
      values.connection === undefined ? await journeys.get(ConnectionStore).allIds() : [values.connection];
    const report = progress('connections', ids.length);
    for (const [index, id] of ids.entries()) {
      const followed = await pullOnceMore(() =>
        records.pull(id, (type, count) => report(index, `${type} ${count}`)),
      );
      printLine(diffLine(id, followed));
    }
    report(ids.length, '');
  });
}

/** The running service may save a pull of the same connection meanwhile: then this one is made anew, on top of it. */
async function pullOnceMore<T>(pull: () => Promise<T>): Promise<T> {
  try {
    return await pull();
  } catch (error) {
    if (!(error instanceof OvertakenError)) throw error;
    return pull();
  }
}
