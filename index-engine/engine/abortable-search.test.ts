import { describe, expect, it } from 'vitest';
import { abortableSearch } from './abortable-search.ts';
import type { Cancellation } from './search-scheduler.ts';

const found = Uint32Array.from([7, 3, 9, 1]);

describe('a search that can be aborted', () => {
  it('returns its results as objects, with and without a signal', async () => {
    const results = [
      { id: 7, score: 3 },
      { id: 9, score: 1 },
    ];
    for (const signal of [undefined, new AbortController().signal]) {
      expect(await abortableSearch(signal, async ({ cancelled }) => (cancelled ? new Uint32Array() : found))).toEqual(
        results,
      );
    }
  });

  it('does not begin with a signal that is aborted', async () => {
    let begun = false;
    const reason = new Error('not needed');
    const search = abortableSearch(AbortSignal.abort(reason), async () => {
      begun = true;
      return found;
    });
    await expect(search).rejects.toBe(reason);
    expect(begun).toBe(false);
  });

  it('tells the search that it is cancelled, and rejects with the reason', async () => {
    const controller = new AbortController();
    const reason = new Error('not needed');
    const failed = Promise.withResolvers<never>();
    let seen: Cancellation | undefined;
    const search = abortableSearch(controller.signal, (cancellation) => {
      seen = cancellation;
      return failed.promise;
    });
    expect(seen!.cancelled).toBe(false);
    controller.abort(reason);
    expect(seen!.cancelled).toBe(true);
    failed.reject(new Error('cancelled'));
    await expect(search).rejects.toBe(reason);
  });

  it('rejects as the search does where nothing is aborted', async () => {
    const error = new Error('too slow');
    for (const signal of [undefined, new AbortController().signal]) {
      await expect(abortableSearch(signal, () => Promise.reject(error))).rejects.toBe(error);
    }
  });
});
