import { expect, it } from 'vitest';
import { Mutex } from './mutex.ts';

it('runs actions one after the other, also after a failure', async () => {
  const mutex = new Mutex();
  const order: string[] = [];
  const action = (name: string) => async (): Promise<string> => {
    order.push(`${name} begins`);
    await new Promise(setImmediate);
    order.push(`${name} ends`);
    if (name === 'b') throw new Error('b fails');
    return name;
  };
  const results = ['a', 'b', 'c'].map((name) => mutex.run(action(name)));
  const outcomes = Promise.allSettled(results);
  await mutex.idle();
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  expect(await outcomes).toMatchObject([{ value: 'a' }, { reason: { message: 'b fails' } }, { value: 'c' }]);
});
