import { describe, expect, it } from 'vitest';
import { packChanges } from '../log/change-batch.ts';
import { packUpdate, UpdateQueue } from './update-queue.ts';
import type { Update } from './update-queue.ts';

function update(expectedVersion?: number, words = 0): Update {
  return {
    batch: packChanges([{ type: 'insert', id: 1, hashes: new Uint32Array(words) }]),
    metadata: {},
    expectedVersion,
  };
}

/** A queue whose commits wait for `release`. */
function slowQueue(): { queue: UpdateQueue; groups: number[][]; release: (error?: Error) => void } {
  const groups: number[][] = [];
  let version = 0;
  let finish: ((error?: Error) => void) | undefined;
  const queue = new UpdateQueue(
    () => version,
    (group) =>
      new Promise((resolve, reject) => {
        groups.push(group.map((record) => record.version));
        finish = (error) => {
          if (error !== undefined) {
            reject(error);
            return;
          }
          version = group.at(-1)!.version;
          resolve();
        };
      }),
  );
  return { queue, groups, release: (error) => finish!(error) };
}

describe('the queue of updates', () => {
  it('commits what collects during a commit as one group', async () => {
    const { queue, groups, release } = slowQueue();
    const first = queue.push(update());
    const others = [queue.push(update()), queue.push(update()), queue.push(update())];
    release();
    expect(await first).toBe(1);
    await Promise.resolve();
    release();
    expect(await Promise.all(others)).toEqual([2, 3, 4]);
    expect(groups).toEqual([[1], [2, 3, 4]]);
    await queue.drained();
  });

  it('refuses an update that expects another version, and gives its version to the next', async () => {
    const { queue, groups, release } = slowQueue();
    const outcomes = Promise.allSettled([
      queue.push(update(0)),
      queue.push(update(0)),
      queue.push(update(1)),
      queue.push(update(1)),
    ]);
    release();
    await new Promise(setImmediate);
    release();
    expect(
      (await outcomes).map((outcome) =>
        outcome.status === 'fulfilled' ? outcome.value : (outcome.reason as { code: string }).code,
      ),
    ).toEqual([1, 'VersionMismatch', 2, 'VersionMismatch']);
    expect(groups).toEqual([[1], [2]]);
  });

  it('fails a whole group and continues with the next', async () => {
    const { queue, groups, release } = slowQueue();
    const first = queue.push(update());
    const second = queue.push(update());
    release(new Error('no room'));
    await expect(first).rejects.toThrow('no room');
    await new Promise(setImmediate);
    release();
    expect(await second).toBe(1);
    expect(groups).toEqual([[1], [1]]);
  });

  it('passes on the batches and the metadata of the updates', async () => {
    const groups: unknown[] = [];
    const queue = new UpdateQueue(
      () => 41,
      async (group) => {
        groups.push(group);
      },
    );
    const { batch } = update();
    expect(await queue.push({ batch, metadata: { a: 'b' }, expectedVersion: 41 })).toBe(42);
    expect(groups).toEqual([[{ version: 42, batch, metadata: { a: 'b' } }]]);
  });

  it('says which version the index is at, and commits nothing where no update remains', async () => {
    const { queue, groups } = slowQueue();
    await expect(queue.push(update(3))).rejects.toMatchObject({
      code: 'VersionMismatch',
      message: 'The index is at version 0, not 3.',
    });
    expect(groups).toEqual([]);
  });

  it('is drained when every update has settled, and takes others after', async () => {
    const { queue, groups, release } = slowQueue();
    await queue.drained();
    const settled: string[] = [];
    void queue.push(update()).then(() => settled.push('first'));
    void queue.push(update()).then(() => settled.push('second'));
    const drained = queue.drained().then(() => settled.push('drained'));
    release();
    await new Promise(setImmediate);
    expect(settled).toEqual(['first']);
    release();
    await drained;
    expect(settled).toEqual(['first', 'second', 'drained']);
    const third = queue.push(update());
    release();
    expect([await third, groups]).toEqual([3, [[1], [2], [3]]]);
  });

  it.for([
    [1 << 20, (3 << 20) - 9, [[1], [2, 3, 4]]],
    [1 << 20, (3 << 20) - 8, [[1], [2, 3], [4]]],
    [5 << 20, 0, [[1], [2], [3, 4]]],
  ] as const)('groups 4 Mi words at most: %i, %i and no hashes', async ([first, second, expected]) => {
    const { queue, groups, release } = slowQueue();
    // Each batch has three words besides its hashes.
    const updates = [0, first, second, 0].map((words) => queue.push(update(undefined, words)));
    for (let i = 0; i < 4; i++) {
      release();
      await new Promise(setImmediate);
    }
    await Promise.all(updates);
    expect(groups).toEqual(expected);
  });

  it('ends a group that has become large', async () => {
    const { queue, groups, release } = slowQueue();
    const first = queue.push(update());
    const rest = [queue.push(update(undefined, 3 << 20)), queue.push(update(undefined, 3 << 20))];
    for (let i = 0; i < 3; i++) {
      release();
      await new Promise(setImmediate);
    }
    await Promise.all([first, ...rest]);
    expect(groups).toEqual([[1], [2], [3]]);
  });
});

it('packs changes, with no metadata and any version by default', () => {
  const changes = [{ type: 'delete', id: 7 }] as const;
  const batch = packChanges(changes);
  expect(packUpdate(changes, {})).toEqual({ batch, metadata: {}, expectedVersion: undefined });
  expect(packUpdate(changes, { metadata: { a: 'b' }, expectedVersion: 0 })).toEqual({
    batch,
    metadata: { a: 'b' },
    expectedVersion: 0,
  });
});
