import { beforeEach, describe, expect, it } from 'vitest';
import { searchRebuildIsOpen } from './open-search-rebuild.ts';
import { SearchRebuildRun } from './search-rebuild-run.ts';
import { memoryLibrary, type MemoryLibrary } from './testing-library.ts';

const TRACKS = 150;
let library: MemoryLibrary;

beforeEach(() => {
  library = memoryLibrary();
  for (let i = 1; i <= TRACKS; i++) library.add({ name: `${i}.flac`, tags: { title: [`word${i}`] } });
});

describe('a rebuild that is served', () => {
  const run = () => {
    const events: unknown[] = [];
    const served = new SearchRebuildRun(library.connection, library.tracks, {
      progress: (done, total) => events.push([done, total]),
      mended: (ids) => events.push(ids),
    });
    return { served, events };
  };

  it('says how many tracks there are and names those that it corrected', async () => {
    library.connection.exec("UPDATE track SET title = 'wrong' WHERE id = 5");
    const { served, events } = run();
    expect(await served.rebuild()).toBe(TRACKS);
    expect(events).toEqual([[100, TRACKS], [TRACKS, TRACKS], [5]]);
  });

  it('names none where all was as it had to be', async () => {
    const { served, events } = run();
    await served.rebuild();
    expect(events).toEqual([
      [100, TRACKS],
      [TRACKS, TRACKS],
    ]);
  });

  it.each([
    [true, true],
    [false, false],
  ])('can be ended, for later: %s', async (later, open) => {
    const { served } = run();
    const done = served.rebuild();
    served.end(later);
    expect(await done).toBeNull();
    expect(searchRebuildIsOpen(library.connection)).toBe(open);
  });

  it('rests between two slices, in no transaction, and goes on or ends', async () => {
    const { served, events } = run();
    const done = served.rebuild();
    served.setPaused(true);
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
    expect(events).toEqual([[100, TRACKS]]);
    expect(library.connection.inTransaction).toBe(false);
    served.setPaused(false);
    expect(await done).toBe(TRACKS);

    const other = served.rebuild();
    served.setPaused(true);
    served.end(false);
    expect(await other).toBeNull();
    expect(searchRebuildIsOpen(library.connection)).toBe(false);
    // Nobody has paused this one.
    expect(await served.rebuild()).toBe(TRACKS);
  });

  it('cannot be ended before it begins', async () => {
    const { served } = run();
    served.end(false);
    expect(await served.rebuild()).toBe(TRACKS);
  });
});
