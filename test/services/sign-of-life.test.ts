import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SignOfLife } from '../../src/services/sign-of-life.js';
import type { LookStep } from '../../src/store/connection.store.js';

let given: LookStep[];
let life: SignOfLife;

beforeEach(() => {
  jest.useFakeTimers();
  given = [];
  life = new SignOfLife((step) => Promise.resolve(void given.push(step)));
});
afterEach(() => {
  jest.useRealTimers();
});

describe('a pull that goes on', () => {
  it('says nothing where it is over within two seconds, then or later', async () => {
    life.onwards('Patient', 1);
    jest.advanceTimersByTime(1_999);
    await life.end();
    jest.advanceTimersByTime(60_000);
    expect(given).toEqual([]);
  });

  it('says after two seconds what came until then, though nothing came since', () => {
    life.onwards('Patient', 1);
    life.onwards('Encounter', 20);
    life.onwards('Encounter', 35);
    jest.advanceTimersByTime(2_000);
    expect(given).toEqual([{ types: ['Patient', 'Encounter'], entries: 36 }]);
  });

  it('says it again every five seconds at most, and only while it comes further', () => {
    for (let page = 1; page <= 120; page += 1) {
      life.onwards('DocumentReference', page);
      jest.advanceTimersByTime(100);
    }
    expect(given.map(({ entries }) => entries)).toEqual([20, 70, 120]);
    jest.advanceTimersByTime(3_600_000);
    expect(given).toHaveLength(3);
  });

  it('fails where it could not say so', async () => {
    life = new SignOfLife(() => Promise.reject(new Error('no database')));
    life.onwards('Patient', 1);
    jest.advanceTimersByTime(2_000);
    await expect(life.end()).rejects.toThrow('no database');
  });
});
