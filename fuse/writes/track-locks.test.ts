import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { TrackLocks } from './track-locks.ts';

/** Works that note their start and end, and end when they are told to. */
function works(locks: TrackLocks): {
  log: string[];
  start: (name: string, ids: readonly number[]) => { end: (error?: Error) => void; done: Promise<string> };
} {
  const log: string[] = [];
  return {
    log,
    start(name, ids) {
      const gate = Promise.withResolvers<void>();
      const done = locks.run(ids, async () => {
        log.push(`${name} begins`);
        await gate.promise;
        log.push(`${name} ends`);
        return name;
      });
      return { end: (error) => (error === undefined ? gate.resolve() : gate.reject(error)), done };
    },
  };
}

it('work on one track runs one after the other, in order', async () => {
  const { log, start } = works(new TrackLocks());
  const [first, second, third] = [start('first', [1]), start('second', [1]), start('third', [1])];
  third.end();
  second.end();
  await Promise.resolve();
  first.end();
  expect(await Promise.all([first.done, second.done, third.done])).toEqual(['first', 'second', 'third']);
  expect(log).toEqual(['first', 'second', 'third'].flatMap((name) => [`${name} begins`, `${name} ends`]));
});

it('work on other tracks does not wait', async () => {
  const { log, start } = works(new TrackLocks());
  const [first, other] = [start('first', [1]), start('other', [2])];
  other.end();
  await other.done;
  expect(log).toEqual(['first begins', 'other begins', 'other ends']);
  first.end();
  await first.done;
});

it('work on several tracks waits for the last work on each, and holds up work on each', async () => {
  const { log, start } = works(new TrackLocks());
  const [one, two, both, after] = [start('one', [1]), start('two', [2]), start('both', [1, 2]), start('after', [2])];
  for (const work of [after, both, two]) work.end();
  await two.done;
  expect(log).toEqual(['one begins', 'two begins', 'two ends']);
  one.end();
  await after.done;
  expect(log.slice(3)).toEqual(['one ends', 'both begins', 'both ends', 'after begins', 'after ends']);
});

it('work that fails does not stop the work after it', async () => {
  const { start } = works(new TrackLocks());
  const [first, second] = [start('first', [1]), start('second', [1])];
  first.end(new Error('broken'));
  await expect(first.done).rejects.toThrow('broken');
  second.end();
  expect(await second.done).toBe('second');
});

it('work that ends while later work waits leaves the later work in its turn', async () => {
  const { log, start } = works(new TrackLocks());
  const [first, second] = [start('first', [1]), start('second', [1])];
  first.end();
  await first.done;
  const third = start('third', [1]);
  third.end();
  await new Promise(setImmediate);
  expect(log).toEqual(['first begins', 'first ends', 'second begins']);
  second.end();
  await third.done;
  expect(log.slice(3)).toEqual(['second ends', 'third begins', 'third ends']);
});

it('work that is done is not kept in memory', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const locks = new TrackLocks();
  const result = new WeakRef(await locks.run([1, 2], async () => ({})));
  await new Promise(setImmediate);
  collectGarbage();
  expect(result.deref()).toBeUndefined();
  expect(await locks.run([1], async () => 'next')).toBe('next');
});
