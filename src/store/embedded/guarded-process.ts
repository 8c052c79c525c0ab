import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { serverEnvironment, type ServerAccount } from './account.js';

const KEPT_LINES = 20;
const STOP_LIMIT_MS = 30_000;

/**
 * The shell between us and PostgreSQL. Its standard input is a pipe that only we hold: when we end, however we end
 * (kill -9 included), the pipe closes and the watcher asks the program to stop (SIGINT is PostgreSQL's fast, clean
 * shutdown, and makes initdb tidy up). It ignores a terminal's signals, because we decide when the database goes.
 */
const GUARD = `
trap '' INT TERM HUP
exec 3<&0
"$@" </dev/null 3<&- & program=$!
{ cat <&3 >/dev/null; kill -INT $program; } >/dev/null 2>&1 & watcher=$!
exec 3<&-
wait $program
status=$?
kill $watcher 2>/dev/null
exit $status
`;

export type GuardedProcess = {
  /** Settles when the program and its output have ended, with its exit code. Never rejects. */
  ended: Promise<number>;
  hasEnded(): boolean;
  /** The last lines the program wrote, oldest first. */
  lastLines(): string[];
  /** Asks the program to stop and waits until it has; may be called twice. */
  stop(): Promise<void>;
};

/**
 * Starts a program that cannot outlive this process, in a process group of its own: Ctrl-C in a terminal goes to
 * the whole foreground group, and would otherwise take the database away while jobs are still being finished.
 */
export function startGuarded(
  command: string[],
  account: ServerAccount,
  environment: NodeJS.ProcessEnv = {},
): GuardedProcess {
  const child = spawn('/bin/sh', ['-c', GUARD, 'scanwarden-guard', ...command], {
    ...account,
    cwd: '/',
    env: { ...serverEnvironment(), ...environment },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const keep = (line: string): void => {
    lines.push(line);
    if (lines.length > KEPT_LINES) lines.shift();
  };
  createInterface(child.stdout).on('line', keep);
  createInterface(child.stderr).on('line', keep);
  child.stdin.on('error', () => undefined); // The program ended first; `ended` tells.
  child.on('error', (error) => keep(error.message));
  let over = false;
  const ended = once(child, 'close').then(
    ([code]) => ((over = true), typeof code === 'number' ? code : -1),
    () => ((over = true), -1),
  );
  const stop = async (): Promise<void> => {
    child.stdin.end();
    const impatient = setTimeout(
      () => child.pid && !over && process.kill(-child.pid, 'SIGQUIT'),
      STOP_LIMIT_MS,
    );
    await ended;
    clearTimeout(impatient);
  };
  return { ended, hasEnded: () => over, lastLines: () => [...lines], stop };
}
