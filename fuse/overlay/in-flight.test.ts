import { expect, it } from 'vitest';
import { InFlight, type Run } from './in-flight.ts';

it('callers that ask for one key at the same time share one run', async () => {
  const work = new InFlight<string>();
  let runs = 0;
  const start = async (): Promise<string> => {
    runs += 1;
    return `run ${runs}`;
  };
  const results = await Promise.all([work.share(1, start), work.share(1, start), work.share(2, start)]);
  expect(results).toEqual(['run 1', 'run 1', 'run 2']);
});

it('a key whose run has ended, well or not, starts another one', async () => {
  const work = new InFlight<string>();
  await expect(work.share(1, async () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await work.share(1, async () => 'second')).toBe('second');
  expect(await work.share(1, async () => 'third')).toBe('third');
});

it('a change marks the run of its key alone', async () => {
  const work = new InFlight<boolean>();
  const gate = Promise.withResolvers<void>();
  const untilOpen = async (run: Run): Promise<boolean> => {
    await gate.promise;
    return run.outdated;
  };
  const runs = [work.share(1, untilOpen), work.share(2, untilOpen)];
  work.markOutdated(1);
  work.markOutdated(3);
  gate.resolve();
  expect(await Promise.all(runs)).toEqual([true, false]);
});
