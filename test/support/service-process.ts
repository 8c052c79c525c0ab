import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export type Ended = { code: number | null; signal: NodeJS.Signals | null };

/** A process of the real service, or of its command, with all that it wrote. */
export class ServiceProcess {
  private text = '';
  private over: Ended | null = null;
  readonly ended: Promise<Ended>;

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout!, child.stderr!])
      stream.setEncoding('utf8').on('data', (chunk: string) => (this.text += chunk));
    this.ended = once(child, 'close').then(([code, signal]) => {
      this.over = { code: code as number | null, signal: signal as NodeJS.Signals | null };
      return this.over;
    });
  }

  /** `node dist/main.js` under these variables and no others of ours. */
  static service(environment: NodeJS.ProcessEnv, options: { killable?: boolean } = {}): ServiceProcess {
    const hook = options.killable ? ['--import', new URL('kill-hook.js', import.meta.url).href] : [];
    return ServiceProcess.start([...hook, 'dist/main.js'], environment, options.killable);
  }

  /** `scanwarden <args>`. */
  static command(args: string[], environment: NodeJS.ProcessEnv): ServiceProcess {
    return ServiceProcess.start(['bin/scanwarden.js', ...args], environment);
  }

  private static start(args: string[], environment: NodeJS.ProcessEnv, talks = false): ServiceProcess {
    requireFreshBuild();
    const { PATH, HOME } = process.env;
    const stdio = ['ignore', 'pipe', 'pipe', ...(talks ? ['ipc' as const] : [])] as const;
    const env = { PATH, HOME, ...environment };
    return new ServiceProcess(spawn(process.execPath, args, { cwd: ROOT, env, stdio: [...stdio] }));
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Everything written to stdout and stderr so far. */
  get output(): string {
    return this.text;
  }

  get hasEnded(): boolean {
    return this.over !== null;
  }

  /** Settles with the first match in the output; fails when the process ends without. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    return eventually(`the process says ${pattern}`, () => {
      const match = pattern.exec(this.text);
      if (!match && this.over)
        throw new Error(`it ended (${JSON.stringify(this.over)}); it said: ${this.text}`);
      return match ?? undefined;
    });
  }

  /**
   * From the next due row on, ends at the step of this name as kill -9 would; `watch` prints the steps, null stops
   * that. False where it has ended before it heard of it. Only for one that was started as killable.
   */
  async killAt(step: string | null): Promise<boolean> {
    const heard = once(this.child, 'message').then(() => true);
    this.child.send({ killAt: step }, () => undefined);
    return Promise.race([heard, this.ended.then(() => false)]);
  }

  async end(signal: NodeJS.Signals): Promise<Ended> {
    this.child.kill(signal);
    return this.ended;
  }

  /** It does nothing any more, and is not gone. */
  freeze(): void {
    this.child.kill('SIGSTOP');
  }

  /** At once and without waiting, as a crash would. */
  kill(): void {
    this.child.kill('SIGKILL');
  }
}

/** Else a change in src would be tested as it was before. */
function requireFreshBuild(): void {
  const built = `${ROOT}dist/main.js`;
  if (existsSync(built) && statSync(built).mtimeMs >= newestIn(`${ROOT}src`)) return;
  throw new Error('dist/ is older than src/: run `npm run build` (`npm test` does)');
}

function newestIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return Math.max(...files.map((file) => statSync(`${file.parentPath}/${file.name}`).mtimeMs));
}
