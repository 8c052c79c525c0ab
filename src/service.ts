import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { AddressInfo } from 'node:net';
import { AppModule } from './app.module.js';
import { openGround, type OpenGround } from './ground.js';
import { JobRunner } from './jobs/runner.js';
import { InputError } from './lib/errors.js';
import { GuardedHttp } from './lib/guarded-http.js';
import { nestLogger } from './lib/logger.js';
import { SANDBOX_CAREGIVER } from './sandbox/family.js';
import { SANDBOX_ZONE } from './sandbox/hospitals.js';
import { SandboxService } from './sandbox/sandbox.service.js';
import { AccountService } from './services/account.service.js';
import { FeedService } from './services/feed.service.js';
import { PeopleStore } from './store/people.store.js';
import { prepareWeb } from './web/prepare-web.js';

/** Starts the parts that ROLE asks for, prints where to go, and stops in order on SIGINT and SIGTERM. */
export async function startService(environment: NodeJS.ProcessEnv): Promise<void> {
  const ground = await openGround(environment);
  try {
    await run(ground);
  } catch (error) {
    await ground.close();
    throw error;
  }
}

async function run(ground: OpenGround): Promise<void> {
  const { config } = ground;
  const app = await NestFactory.create<NestExpressApplication>(AppModule.on(ground), {
    logger: nestLogger(ground.logger),
    abortOnError: false,
    // prepareWeb takes forms only, and small ones.
    bodyParser: false,
  });
  stopInOrder(app, ground);
  if (config.roles.has('web')) {
    prepareWeb(app, ground);
    const port = await listen(app, ground);
    await welcome(app, ground, port);
    process.stdout.write(`Scanwarden is ready at ${config.publicUrl}\n`);
  } else {
    await app.init();
  }
  if (config.roles.has('worker')) {
    await app.get(FeedService).schedule();
    await app.get(JobRunner).start();
  }
}

/** @throws InputError when the port is taken */
async function listen(app: NestExpressApplication, { config }: OpenGround): Promise<number> {
  try {
    const server = await app.listen(config.port, config.host);
    return (server.address() as AddressInfo).port;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EADDRINUSE')
      throw new InputError(`port ${config.port} is taken. End what uses it, or set PORT to another`);
    if (code === 'EACCES')
      throw new InputError(`port ${config.port} may not be used by this user. Set PORT to one above 1023`);
    if (code === 'EADDRNOTAVAIL') throw new InputError(`HOST ${config.host} is no address of this computer`);
    throw error;
  }
}

/** A way in for whoever sits at the terminal; embedded, also the sandbox and its family. */
async function welcome(app: NestExpressApplication, { config }: OpenGround, port: number): Promise<void> {
  const people = app.get(PeopleStore);
  if (config.production && (await people.hasAccounts())) return;
  const operator = config.production
    ? await people.accountNamed(addressOf(config.mailFrom), 'Operator', { roles: ['operator'] })
    : await people.accountNamed(SANDBOX_CAREGIVER.email, SANDBOX_CAREGIVER.given, {
        roles: ['operator'],
        timeZone: SANDBOX_ZONE,
      });
  if (!config.production) {
    const sandbox = app.get(SandboxService);
    await sandbox.setUp(operator.id, `http://127.0.0.1:${port}`);
    process.stdout.write(`${sandbox.addresses().join('\n')}\n`);
  }
  process.stdout.write(`Open ${await app.get(AccountService).makeLink(operator.id)}\n`);
}

/** The bare address of `Name <address>`. */
function addressOf(sender: string): string {
  return /<([^>]+)>/.exec(sender)?.[1] ?? sender;
}

/** First no new work, then the work under way, then the database: detached, it outlives a Ctrl-C until then. */
function stopInOrder(app: NestExpressApplication, ground: OpenGround): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    if (ground.config.roles.has('worker')) await app.get(JobRunner).stop();
    await app.close();
    await app.get(GuardedHttp).close();
    await ground.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
}
