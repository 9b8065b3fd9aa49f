import { expect, it } from 'vitest';
import { FakeClock } from '../../model/testing-clock.ts';
import { HostLimiter } from './host-limiter.ts';

const { signal } = new AbortController();

it('lets requests begin so far apart, in the order in which they were asked for', async () => {
  const clock = new FakeClock(1000);
  const limiter = new HostLimiter(clock, 1000);
  const begun: [string, number][] = [];
  const ask = async (name: string): Promise<void> => {
    await limiter.turn(signal);
    begun.push([name, clock.now()]);
  };
  await Promise.all([ask('a'), ask('b'), ask('c')]);
  clock.pass(400);
  await ask('d');
  clock.pass(5000);
  await ask('e');
  expect(begun).toEqual([
    ['a', 1000],
    ['b', 2000],
    ['c', 3000],
    ['d', 4000],
    ['e', 9000],
  ]);
});

it('keeps a pause, also for those who were waiting', async () => {
  const clock = new FakeClock(0);
  const limiter = new HostLimiter(clock, 100);
  await limiter.turn(signal);
  const waiting = limiter.turn(signal).then(() => clock.now());
  limiter.pause(5000);
  limiter.pause(10);
  expect(await waiting).toBe(5000);
});

it('does not hold up others when one gives up', async () => {
  const clock = new FakeClock(0);
  const limiter = new HostLimiter(clock, 100);
  const leaving = new AbortController();
  await limiter.turn(signal);
  leaving.abort(new Error('cancelled'));
  await expect(limiter.turn(leaving.signal)).rejects.toThrow('cancelled');
  await limiter.turn(signal);
  expect(clock.now()).toBe(100);
});
