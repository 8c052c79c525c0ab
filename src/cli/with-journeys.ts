import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { CoreModule } from '../app.module.js';
import { openGround } from '../ground.js';
import { makeLogger, nestLogger } from '../lib/logger.js';

/** Runs a command with the journeys at hand, on the database of this installation, whether or not it is running. */
export async function withJourneys<T>(work: (journeys: INestApplicationContext) => Promise<T>): Promise<T> {
  const ground = await openGround(process.env, makeLogger('warn'));
  try {
    const context = await NestFactory.createApplicationContext(CoreModule.on(ground), {
      logger: nestLogger(ground.logger),
      abortOnError: false,
    });
    return await work(context).finally(() => context.close());
  } finally {
    await ground.close();
  }
}
