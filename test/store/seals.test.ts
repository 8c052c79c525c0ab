import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config/config.js';
import { OutsideError } from '../../src/lib/errors.js';
import { Seals } from '../../src/store/seals.js';

const OLD = 'the first key, of thirty-two bytes at least';
const NEW = 'the second key, of thirty-two bytes at least';

async function sealsWith(current: string, previous?: string): Promise<Seals> {
  return new Seals(await readConfig({ SECRET_KEY: current, SECRET_KEY_PREVIOUS: previous }));
}

describe('a sealed token', () => {
  it('opens under the previous key, and is sealed with the new one when it is written again', async () => {
    const sealed = (await sealsWith(OLD)).seal('a token');
    const rotating = await sealsWith(NEW, OLD);
    expect(rotating.open(sealed)).toBe('a token');
    const again = rotating.seal(rotating.open(sealed));
    expect((await sealsWith(NEW)).open(again)).toBe('a token');
  });

  it('does not open once its key is gone, and says what to do without saying what it is', async () => {
    const sealed = (await sealsWith(OLD)).seal('a token');
    const seals = await sealsWith(NEW);
    expect(() => seals.open(sealed)).toThrow(OutsideError);
    expect(() => seals.open(sealed)).toThrow('SECRET_KEY_PREVIOUS');
  });

  it('is nothing where there is nothing', async () => {
    const seals = await sealsWith(NEW);
    expect([seals.seal(null), seals.open(null)]).toEqual([null, null]);
  });
});
