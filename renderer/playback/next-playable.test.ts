import { describe, expect, it } from 'vitest';
import type { TrackRow } from '../../app/model/tracks.ts';
import { nextPlayable } from './next-playable.ts';
import { queueOf } from './queue.ts';

/** Tracks below 100 can be played; those from 100 are broken, from 200 missing, from 300 unknown. */
const rowsOf = (ids: readonly number[]) =>
  Promise.resolve(
    ids
      .filter((id) => id < 300)
      .map((id) => ({ id, error: id >= 100 && id < 200 ? 'cut off' : null, missing: id >= 200 }) as TrackRow),
  );
const next = async (ids: readonly number[], from: number, step: 1 | -1, repeat: 'off' | 'all' = 'off') =>
  (await nextPlayable(queueOf(ids, from), from, step, repeat, rowsOf))?.index ?? null;

describe('the next track that can be played', () => {
  it('is the neighbour, on both sides', async () => {
    expect(await next([1, 2, 3], 1, 1)).toBe(2);
    expect(await next([1, 2, 3], 1, -1)).toBe(0);
    expect(await next([1, 2, 3], 2, 1)).toBeNull();
    expect(await next([1, 2, 3], 0, -1)).toBeNull();
  });

  it('is behind those that are damaged, missing or unknown', async () => {
    expect(await next([1, 100, 200, 300, 2], 0, 1)).toBe(4);
    expect(await next([1, 100, 200, 300, 2], 4, -1)).toBe(0);
    expect(await next([1, 100], 0, 1)).toBeNull();
  });

  it('is found round the end of a queue that is repeated, where it may be the same track', async () => {
    expect(await next([1, 2, 100], 1, 1, 'all')).toBe(0);
    expect(await next([1, 100, 200], 0, 1, 'all')).toBe(0);
    expect(await next([100, 200], 0, 1, 'all')).toBeNull();
    expect(await next([1], 0, 1, 'all')).toBe(0);
  });

  it('is not looked for without end', async () => {
    let asked = 0;
    const queue = queueOf([1, ...Array.from({ length: 5000 }, () => 200)], 0);
    const found = await nextPlayable(queue, 0, 1, 'off', (ids) => {
      asked += ids.length;
      return rowsOf(ids);
    });
    expect(found).toBeNull();
    expect(asked).toBeLessThan(300);
  });
});
