import { describe, expect, it } from '@jest/globals';
import { Gatherer } from '../../src/lib/gather.js';

/** Work that ends when the test says so. */
function heldWork() {
  const calls: string[][] = [];
  const ends: ((failed: Map<string, Error>) => void)[] = [];
  const work = (items: string[]) => {
    calls.push(items);
    return new Promise<Map<string, Error>>((resolve) => ends.push(resolve));
  };
  return { calls, work, end: (call: number, failed = new Map<string, Error>()) => ends[call]!(failed) };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('work that is gathered', () => {
  it('is done together for those who come together, and for so many at once', async () => {
    const { calls, work, end } = heldWork();
    const gatherer = new Gatherer(work, 2, 1);
    const all = ['a', 'b', 'c'].map((item) => gatherer.add(item));
    await turn();
    expect(calls).toEqual([['a', 'b']]);
    end(0);
    await Promise.all(all.slice(0, 2));
    await turn();
    expect(calls).toEqual([['a', 'b'], ['c']]);
    end(1);
    await Promise.all(all);
  });

  it('is done once for an item that comes twice, and both hear of it', async () => {
    const { calls, work, end } = heldWork();
    const gatherer = new Gatherer(work, 5, 1);
    const both = [gatherer.add('a'), gatherer.add('a')];
    await turn();
    end(0, new Map([['a', new Error('no')]]));
    expect(calls).toEqual([['a']]);
    expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('fails for the one that failed alone; what ends the whole call fails for all, and the next are worked on', async () => {
    const { work, end } = heldWork();
    const gatherer = new Gatherer(work, 5, 1);
    const [bad, good] = [gatherer.add('bad'), gatherer.add('good')];
    await turn();
    end(0, new Map([['bad', new Error('this one')]]));
    await expect(bad).rejects.toThrow('this one');
    await good;

    let broken = true;
    const breaking = new Gatherer(
      () => (broken ? Promise.reject(new Error('the database')) : Promise.resolve(new Map())),
      5,
      1,
    );
    await expect(Promise.all([breaking.add('a'), breaking.add('b')])).rejects.toThrow('the database');
    broken = false;
    await breaking.add('c');
  });
});
