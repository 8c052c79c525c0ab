import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type Owner = {
  /** Settles with the rest of the first line that starts so; rejects if the process ends without one. */
  says(start: string): Promise<string>;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** What a terminal does on Ctrl-C: the signal goes to the whole process group. */
  interrupt(): void;
};

/** A process of its own that starts the embedded PostgreSQL on a data folder. Runs what was built. */
export function spawnOwner(dataDir: string): Owner {
  requireFreshBuild('store/embedded/supervisor');
  const script = fileURLToPath(new URL('own-database.js', import.meta.url));
  const child = spawn(process.execPath, [script, dataDir], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const lines: string[] = [];
  const ended = once(child, 'close');
  const reader = createInterface(child.stdout).on('line', (line) => lines.push(line));
  const find = (start: string): string | undefined =>
    lines.find((line) => line.startsWith(start))?.slice(start.length);
  return {
    says: async (start) => {
      const over = ended.then(() => Promise.reject(new Error(`it ended; it said: ${lines.join(' | ')}`)));
      over.catch(() => undefined);
      while (find(start) === undefined) await Promise.race([once(reader, 'line'), over]);
      return find(start)?.trim() ?? '';
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    interrupt: () => process.kill(-(child.pid ?? process.pid), 'SIGINT'),
  };
}

/** Else a change in src would be tested as it was before. */
function requireFreshBuild(module: string): void {
  const source = fileURLToPath(new URL(`../../src/${module}.ts`, import.meta.url));
  const built = fileURLToPath(new URL(`../../dist/${module}.js`, import.meta.url));
  if (existsSync(built) && statSync(built).mtimeMs >= statSync(source).mtimeMs) return;
  throw new Error(`dist/${module}.js is older than its source: run \`npm run build\` (\`npm test\` does)`);
}
