import { describe, expect, it } from 'vitest';
import { BusyDirectories } from './busy-directories.ts';

/** Which promises have resolved, after everything that waits had its turn. */
async function resolved(promises: readonly Promise<void>[]): Promise<boolean[]> {
  const states = promises.map(() => false);
  for (const [index, promise] of promises.entries()) void promise.then(() => (states[index] = true));
  await new Promise((done) => setImmediate(done));
  return states;
}

describe('directories', () => {
  it('are free while no request is answered in them', async () => {
    const busy = new BusyDirectories();
    busy.enter([1]);
    expect(await resolved([busy.free([]), busy.free([2, 3]), busy.free([1]), busy.free([2, 1])])).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('are free when the last request in them is answered', async () => {
    const busy = new BusyDirectories();
    busy.enter([1]);
    busy.enter([1, 2]);
    const [one, two, both] = [busy.free([1]), busy.free([2]), busy.free([1, 2])];
    busy.leave([1]);
    expect(await resolved([one, two, both])).toEqual([false, false, false]);
    busy.leave([2]);
    expect(await resolved([one, two, both])).toEqual([false, true, false]);
    busy.leave([1]);
    expect(await resolved([one, two, both])).toEqual([true, true, true]);
    expect(await resolved([busy.free([1, 2])])).toEqual([true]);
  });

  it('may be busy again afterwards', async () => {
    const busy = new BusyDirectories();
    busy.enter([1]);
    busy.leave([1]);
    busy.enter([1]);
    expect(await resolved([busy.free([1])])).toEqual([false]);
  });
});
