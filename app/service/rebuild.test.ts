import { describe, expect, it } from 'vitest';
import { Rebuild, type RebuildTools } from './rebuild.ts';

/** Tools that note what is done; `override` replaces some of them. */
function rebuildWith(override: Partial<RebuildTools> = {}) {
  const done: string[] = [];
  const note =
    <Result>(step: string, result: Result) =>
    async (): Promise<Result> => {
      done.push(step);
      return result;
    };
  const tools: RebuildTools = {
    holdAnalysis: note('hold', () => void done.push('release')),
    search: note('search', 12),
    pauseSearch: async (isPaused) => void done.push(isPaused ? 'pause' : 'resume'),
    endSearch: async (later) => void done.push(later ? 'end for later' : 'end'),
    index: note('index', 7),
    vectors: note('vectors', 5),
    ...override,
  };
  return { rebuild: new Rebuild(tools), done };
}

const UNTOUCHED = { tracks: null, fingerprints: null, filesToAnalyse: null, message: null };

describe('a rebuild', () => {
  it('has nothing to say before the first', () => {
    expect(rebuildWith().rebuild.progress).toEqual({
      state: 'idle',
      isPaused: false,
      part: null,
      done: 0,
      total: 0,
      ...UNTOUCHED,
    });
  });

  it('does the parts in its own order, with the analysis held once the search is there', async () => {
    const { rebuild, done } = rebuildWith();
    rebuild.start(['vectors', 'index', 'search']);
    expect(rebuild.progress.state).toBe('running');
    await rebuild.settled();
    expect(done).toEqual(['search', 'hold', 'index', 'vectors', 'release']);
    expect(rebuild.progress).toMatchObject({
      state: 'done',
      part: 'vectors',
      tracks: 12,
      fingerprints: 7,
      filesToAnalyse: 5,
      message: null,
    });
  });

  it('of the search alone leaves the analysis running', async () => {
    const { rebuild, done } = rebuildWith();
    rebuild.start(['search']);
    await rebuild.settled();
    expect(done).toEqual(['search']);
    expect(rebuild.progress).toMatchObject({ state: 'done', tracks: 12, fingerprints: null, filesToAnalyse: null });
  });

  it('is refused while one is running, and possible again afterwards', async () => {
    const { rebuild } = rebuildWith();
    rebuild.start(['search']);
    expect(() => rebuild.start(['index'])).toThrow(
      expect.objectContaining({ code: 'REBUILD_RUNNING', message: expect.stringContaining('wait') }),
    );
    await rebuild.settled();
    rebuild.start(['index']);
    await rebuild.settled();
    expect(rebuild.progress).toMatchObject({ state: 'done', part: 'index', tracks: null, fingerprints: 7 });
  });

  it('reports how far the part at work is', async () => {
    const { rebuild } = rebuildWith({
      index: async (onProgress) => {
        onProgress(3, 10);
        expect(rebuild.progress).toMatchObject({ state: 'running', part: 'index', done: 3, total: 10 });
        return 10;
      },
    });
    rebuild.start(['index', 'vectors']);
    await rebuild.settled();
    expect(rebuild.progress).toMatchObject({ state: 'done', part: 'vectors', done: 0, total: 0, fingerprints: 10 });
  });

  it('that fails says why and lets the analysis go on', async () => {
    const { rebuild, done } = rebuildWith({
      index: async () => {
        throw new Error('the disk is full');
      },
    });
    rebuild.start(['index', 'vectors']);
    await rebuild.settled();
    expect(rebuild.progress).toMatchObject({ state: 'failed', part: 'index', message: 'the disk is full' });
    expect(done).toEqual(['hold', 'release']);
  });

  it('that is cancelled ends the search and begins no other part', async () => {
    const begun = Promise.withResolvers<void>();
    const search = Promise.withResolvers<number | null>();
    const { rebuild, done } = rebuildWith({
      search: () => {
        begun.resolve();
        return search.promise;
      },
      endSearch: async (later) => {
        expect(later).toBe(false);
        search.resolve(null);
      },
    });
    rebuild.start(['search', 'index']);
    await begun.promise;
    await rebuild.cancel();
    expect(rebuild.progress).toMatchObject({ state: 'cancelled', part: 'search', tracks: null });
    expect(done).toEqual([]);
  });

  it('that ends with the library leaves the search for the next start', async () => {
    const { rebuild, done } = rebuildWith({
      search: async () => {
        await new Promise(setImmediate);
        expect(() => rebuild.report(1, 2)).not.toThrow();
        void rebuild.close();
        expect(() => rebuild.report(2, 2)).toThrow('the library is being closed');
        return null;
      },
    });
    rebuild.start(['search', 'index']);
    await rebuild.settled();
    expect(done).toEqual(['end for later']);
    expect(rebuild.progress.state).toBe('cancelled');
  });

  it('of the search rests while it is paused, without holding the analysis, and then goes on', async () => {
    const { rebuild, done } = rebuildWith();
    await expect(rebuild.setPaused(true)).rejects.toMatchObject({ code: 'NOTHING_TO_PAUSE' });
    rebuild.start(['search', 'index']);
    await rebuild.setPaused(true);
    await new Promise(setImmediate);
    expect(rebuild.progress).toMatchObject({ state: 'running', part: 'search', isPaused: true });
    expect(done).toEqual(['search', 'pause']);
    await rebuild.setPaused(false);
    await rebuild.settled();
    expect(rebuild.progress).toMatchObject({ state: 'done', isPaused: false });
    expect(done).toEqual(['search', 'pause', 'resume', 'hold', 'index', 'release']);
  });

  it.each(['cancel', 'close'] as const)('that is paused ends by %s', async (end) => {
    const { rebuild } = rebuildWith();
    rebuild.start(['search', 'index']);
    await rebuild.setPaused(true);
    await rebuild[end]();
    expect(rebuild.progress).toMatchObject({ state: 'cancelled', isPaused: false });
    rebuild.start(['search']);
    await rebuild.settled();
    expect(rebuild.progress.state).toBe('done');
  });

  it('of the index is not paused', async () => {
    const { rebuild } = rebuildWith({
      index: async () => {
        expect(rebuild.canPause).toBe(false);
        await expect(rebuild.setPaused(true)).rejects.toMatchObject({ code: 'NOTHING_TO_PAUSE' });
        return 7;
      },
    });
    rebuild.start(['index']);
    await rebuild.settled();
    expect(rebuild.progress.state).toBe('done');
  });

  it('that is not running has nothing to cancel', async () => {
    const { rebuild, done } = rebuildWith();
    await rebuild.cancel();
    await rebuild.close();
    expect(done).toEqual([]);
  });
});
