import { parseArgs } from 'node:util';
import { SETTLING_HOURS } from '../domain/assess.js';
import { type Followed, follow } from '../domain/follow.js';
import type { WatchedPatient } from '../domain/fhir/subject.js';
import { NO_HISTORY } from '../domain/history.js';
import { readPullFiles } from '../fhir/reading-from-files.js';
import { InputError } from '../lib/errors.js';
import { instantArgument } from './arguments.js';
import { diffLine } from './diff-line.js';
import { DIFF_MANUAL } from './manuals.js';
import { printLine, say } from './output.js';
import { progress } from './progress.js';

/** `diff` takes its pulls as made a week apart, the last one now. */
const DAYS_APART = 7;
const DAY_MS = 86_400_000;

/** Compares pulls, given as files or folders, in their order; prints one line for each. */
export async function diffCommand(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { patient: { type: 'string' }, now: { type: 'string' } },
  });
  if (positionals.length === 0) throw new InputError(`name at least one pull: ${DIFF_MANUAL.usage}`);
  const now = values.now === undefined ? Date.now() : instantArgument('--now', values.now);
  let history = NO_HISTORY;
  let watched: WatchedPatient | string | null = values.patient ?? null;
  const report = progress('pulls', positionals.length);
  for (const [index, path] of positionals.entries()) {
    report(index, path);
    const at = new Date(now - (positionals.length - 1 - index) * DAYS_APART * DAY_MS).toISOString();
    const followed: Followed = follow(history, await readPullFiles(path), watched, at, SETTLING_HOURS);
    if (values.patient !== undefined && followed.pull.otherPatient)
      say(`${path}: no resource here is about the patient ${values.patient} of --patient`);
    printLine(diffLine(path, followed));
    history = followed.history;
    watched = followed.pull.patient ?? watched;
  }
  report(positionals.length, '');
}
