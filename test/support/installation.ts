import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { eventually } from './eventually.js';
import { freePort } from './free-port.js';
import { programsOn } from './programs.js';
import { ServiceProcess } from './service-process.js';
import { temporaryFolder } from './temporary-folder.js';

/** Starting PostgreSQL and Node on a busy machine takes its time. */
export const START_LIMIT_MS = 180_000;

/** One installation in embedded mode: a data folder, and the processes of the service and its command on it. */
export class Installation {
  private readonly closing: (() => Promise<unknown>)[] = [];
  private constructor(readonly dataDir: string) {}

  /** @param dataDir where it is to be; else a folder of its own, not made yet */
  static async make(dataDir?: string): Promise<Installation> {
    const folder = await temporaryFolder();
    const installation = new Installation(dataDir ?? join(folder.path, 'data'));
    installation.atEnd(async () => {
      await installation.databaseEnded();
      await folder.remove();
    });
    return installation;
  }

  /** What to undo at the end of the test, the last first. */
  atEnd(close: () => Promise<unknown>): void {
    this.closing.push(close);
  }

  async close(): Promise<void> {
    for (const close of this.closing.splice(0).reverse()) await close();
  }

  service(environment: NodeJS.ProcessEnv): ServiceProcess {
    return this.endedAtEnd(ServiceProcess.service({ DATA_DIR: this.dataDir, ...environment }));
  }

  /** The service on a free port, ready. */
  async running(): Promise<{ service: ServiceProcess; port: number }> {
    const port = await freePort();
    const service = this.service({ PORT: String(port) });
    await service.says(/Scanwarden is ready at/);
    return { service, port };
  }

  /** A command of this installation; the port names the links it prints. */
  command(port: number, ...args: string[]): ServiceProcess {
    return this.endedAtEnd(ServiceProcess.command(args, { DATA_DIR: this.dataDir, PORT: String(port) }));
  }

  databaseEnded(): Promise<unknown> {
    return eventually('no process of the database is left', () => this.databasePrograms().length === 0);
  }

  databasePrograms(): string[] {
    return programsOn(this.dataDir);
  }

  async idsIn(table: string): Promise<string[]> {
    const rows = await this.query<{ id: string }>(`SELECT id::text FROM ${table} ORDER BY 1`);
    return rows.map(({ id }) => id);
  }

  /** Asks its database over the socket, whose folder is the fifth line of PostgreSQL's lock file. */
  async query<T extends object>(sql: string): Promise<T[]> {
    const lock = await readFile(join(this.dataDir, 'postgres', 'postmaster.pid'), 'utf8');
    const socket = encodeURIComponent(lock.split('\n')[4]!);
    const client = new Client({
      connectionString: `postgresql://scanwarden@localhost/scanwarden?host=${socket}`,
    });
    await client.connect();
    try {
      return (await client.query<T>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  private endedAtEnd(started: ServiceProcess): ServiceProcess {
    this.atEnd(() => started.end('SIGKILL'));
    return started;
  }
}

/** What a person sees of an output: without the log's lines. */
export function linesForPeople(output: string): string[] {
  return output.split('\n').filter((line) => !line.startsWith('{"level"') && line !== '');
}

/** Signs of a stack trace. */
export const STACK = /\n\s+at |node:internal/;
