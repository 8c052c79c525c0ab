import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InputError, OutsideError } from '../../src/lib/errors.js';
import { createDataSource, openDataSource } from '../../src/store/data-source.js';
import { freshDatabase } from '../support/database.js';
import { freePort } from '../support/free-port.js';

let database: Awaited<ReturnType<typeof freshDatabase>>;
const log: string[] = [];

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

function open(url: string): Promise<unknown> {
  const note = (line: string): void => void log.push(line);
  return openDataSource(createDataSource({ url, entities: [], log: note }), note);
}

async function refusal(url: string): Promise<OutsideError> {
  const error = await open(url).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(OutsideError);
  return error as OutsideError;
}

describe('the database address', () => {
  it('leads to a database with the schema', async () => {
    const source = createDataSource({ url: database.url, entities: [], log: (line) => log.push(line) });
    await openDataSource(source, (line) => log.push(line));
    expect(await source.query('SELECT current_database() AS name')).toEqual([
      { name: new URL(database.url).pathname.slice(1) },
    ]);
    await source.destroy();
  });

  it.each(['', 'localhost', 'mysql://localhost/scanwarden'])('is refused when it is none: "%s"', (url) => {
    expect(() => createDataSource({ url, entities: [], log: () => undefined })).toThrow(InputError);
  });

  it('is refused at once when the database does not exist, with what to correct', async () => {
    const url = new URL(database.url);
    url.pathname = '/no_such_database';
    const { message, permanent } = await refusal(url.href);
    expect(message).toContain('that database does not exist');
    expect(message).toContain('DATABASE_URL');
    expect(permanent).toBe(true);
  });

  it('is told after a few tries when nothing listens there, without the password', async () => {
    const port = await freePort();
    const { message, permanent } = await refusal(`postgresql://somebody:s3cret@127.0.0.1:${port}/records`);
    expect(message).toContain(`127.0.0.1:${port}/records`);
    expect(message).toContain('nothing listens');
    expect(permanent).toBe(false);
    expect([message, ...log].join()).not.toMatch(/s3cret|somebody/);
    expect(log.join()).toContain('waiting for the database');
  });
});
