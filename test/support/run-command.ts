import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface CommandEnd {
  code: number;
  stdout: string;
  stderr: string;
}

/** `scanwarden <args>` under these variables and no others of ours, with this on its stdin, until it ends. */
export async function runCommand(
  args: string[],
  environment: NodeJS.ProcessEnv,
  input: Buffer = Buffer.alloc(0),
): Promise<CommandEnd> {
  const command = spawn(process.execPath, ['bin/scanwarden.js', ...args], {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    env: {
      PATH: process.env.PATH,
      SECRET_KEY: 'a key for tests, thirty-two bytes long at least',
      ...environment,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    command[name].setEncoding('utf8').on('data', (chunk: string) => (said[name] += chunk));
  // It may end before it has read all.
  command.stdin.on('error', () => undefined).end(input);
  const [code] = (await once(command, 'close')) as [number];
  return { code, ...said };
}
