import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Invalidation } from '../overlay/invalidation.ts';
import type { ViewOfDirectory } from '../overlay/overlay.ts';
import { ROOT_INODE } from '../tree/inodes.ts';
import { PathEdits, type PathEdit, type WantedPath } from './path-edits.ts';
import { PendingDirectories } from './pending-directories.ts';
import { Refusals } from './refusals.ts';
import { saveSetup, type SaveSetup } from './testing/save-setup.ts';
import { TrackLocks } from './track-locks.ts';

let setup: SaveSetup;
let edits: PathEdits;
let locks: TrackLocks;
async function begin(template: string): Promise<void> {
  setup = await saveSetup(template);
  locks = new TrackLocks();
  edits = new PathEdits(setup.overlay, setup.library, locks, new Refusals(setup.library));
}
beforeEach(() => begin('$artist/$title'));
afterEach(async () => setup[Symbol.asyncDispose]());

/** The path of a track, and the one that it shall get. */
function wanted(trackId: number, from: string, to: string, following = 0): WantedPath {
  const [before, after] = [from, to].map((path) => path.split('/')) as [string[], string[]];
  return {
    trackId,
    from: { folders: before.slice(0, -1), name: before.at(-1) ?? '' },
    folders: after.slice(0, -1),
    name: after.at(-1) ?? '',
    following,
  };
}

function read(...paths: WantedPath[]): Promise<PathEdit> {
  const view = new PendingDirectories(setup.overlay).viewOf(ROOT_INODE) as ViewOfDirectory;
  return edits.read(view, paths);
}

describe('the edits for new paths', () => {
  it('change the tags that the template makes the paths of, for all tracks together', async () => {
    expect(await read(wanted(1, 'A/One.flac', 'C/Uno.flac'), wanted(2, 'B/Two.flac', 'C/Two.flac'))).toEqual({
      edits: [
        { trackId: 1, fields: { artist: ['C'], title: ['Uno'] } },
        { trackId: 2, fields: { artist: ['C'] } },
      ],
    });
  });

  it('give a track a tag that it did not have', async () => {
    await setup[Symbol.asyncDispose]();
    await begin('$album/$title');
    expect(await read(wanted(1, 'Unknown Album/One.flac', 'Best/One.flac', 1))).toEqual({
      edits: [{ trackId: 1, fields: { album: ['Best'] } }],
    });
  });

  it('are refused as a whole with the reason of the first path that cannot be read', async () => {
    const edit = await read(wanted(1, 'A/One.flac', 'C/Uno.flac'), wanted(2, 'B/Two.flac', 'Two.mp3'));
    expect(edit).toEqual({
      refused: '“Two.mp3” does not end in “.flac”, and what kind of file it is cannot be changed',
    });
  });

  it('are refused where the tags give the track this path already', async () => {
    expect(await read(wanted(1, 'A/One.flac', 'A/One.flac'))).toEqual({
      refused: 'its tags give it this path already',
    });
  });

  it('leave out tracks that are gone, and paths that do not change', async () => {
    expect(
      await read(
        wanted(7, 'X/Y.flac', 'C/Y.flac'),
        wanted(2, 'B/Two.flac', 'B/Two.flac'),
        wanted(1, 'A/One.flac', 'A/Uno.flac'),
      ),
    ).toEqual({ edits: [{ trackId: 1, fields: { title: ['Uno'] } }] });
  });

  it('are read for many tracks', async () => {
    for (let id = 3; id <= 45; id += 1) await setup.library.add(id, `T${id}`, { artist: ['A'] });
    await setup.overlay.refresh(Array.from({ length: 43 }, (_, index) => index + 3));
    const paths = Array.from({ length: 43 }, (_, index) =>
      wanted(index + 3, `A/T${index + 3}.flac`, `C/T${index + 3}.flac`),
    );
    // Other work of the thread runs after every twenty paths.
    let turns = 0;
    let isRead = false;
    const countTurn = (): void => {
      if (isRead) return;
      turns += 1;
      setImmediate(countTurn);
    };
    setImmediate(countTurn);
    const edit = await read(...paths);
    isRead = true;
    expect('edits' in edit && edit.edits).toHaveLength(43);
    expect(turns).toBe(2);
  });
});

describe('paths that follow from one another', () => {
  beforeEach(async () => {
    await setup[Symbol.asyncDispose]();
    await begin('$artist/$artist - $title');
  });

  it('may change the names at the end that were not renamed', async () => {
    expect(await read(wanted(1, 'A/A - One.flac', 'C/A - One.flac', 1))).toEqual({
      edits: [{ trackId: 1, fields: { artist: ['C'] } }],
    });
  });

  it('are refused where a renamed name says something else', async () => {
    expect(await read(wanted(1, 'A/A - One.flac', 'C/A - One.flac'))).toEqual({
      refused: expect.stringMatching(/does not fit the template “\$artist\/\$artist - \$title”/),
    });
  });
});

describe('a track with several paths', () => {
  beforeEach(async () => {
    await setup[Symbol.asyncDispose]();
    await begin('%each{artist}/$title');
    await setup.library.add(3, 'Duet', { artist: ['A', 'B', 'A&B'] });
    await setup.overlay.refresh([3]);
  });

  it('gets another value in place of the one of the renamed path, and keeps the others', async () => {
    expect(await read(wanted(3, 'B/Duet.flac', 'C/Duet.flac'))).toEqual({
      edits: [{ trackId: 3, fields: { artist: ['A', 'C', 'A&B'] } }],
    });
  });

  it('has a value once that it gets twice', async () => {
    expect(await read(wanted(3, 'B/Duet.flac', 'A/Duet.flac'))).toEqual({
      edits: [{ trackId: 3, fields: { artist: ['A', 'A&B'] } }],
    });
  });

  it('gets the changes of several of its paths one after the other', async () => {
    expect(await read(wanted(3, 'A/Duet.flac', 'C/Duet.flac'), wanted(3, 'B/Duet.flac', 'D/Duet.flac'))).toEqual({
      edits: [{ trackId: 3, fields: { artist: ['C', 'D', 'A&B'] } }],
    });
  });

  it('gets the tags that all paths share as a whole', async () => {
    expect(await read(wanted(3, 'A/Duet.flac', 'A/Solo.flac'))).toEqual({
      edits: [{ trackId: 3, fields: { title: ['Solo'] } }],
    });
  });
});

describe('paths that need distinctions', () => {
  it('are refused where the tracks together would get other folders', async () => {
    await setup[Symbol.asyncDispose]();
    await begin('$album%aunique{album,date}/$title');
    await setup.library.add(3, 'Three', { album: ['Hits'], date: ['1990'] });
    await setup.library.add(4, 'Four', { album: ['Best'], date: ['1999'] });
    await setup.overlay.refresh([3, 4]);
    expect(await read(wanted(4, 'Best/Four.flac', 'Hits/Four.flac'))).toEqual({
      refused: 'with these tags it would be “Hits [1999]/Four.flac”, not “Hits/Four.flac”',
    });
    expect(await read(wanted(4, 'Best/Four.flac', 'Other/Four.flac'))).toEqual({
      edits: [{ trackId: 4, fields: { album: ['Other'] } }],
    });
    await setup.library.add(5, 'Five', { album: ['More'], date: ['2000'] });
    await setup.overlay.refresh([5]);
    expect(
      await read(wanted(4, 'Best/Four.flac', 'New/Four.flac'), wanted(5, 'More/Five.flac', 'New/Five.flac')),
    ).toEqual({ refused: 'with these tags it would be “New [1999]/Four.flac”' });
  });
});

describe('committing edits', () => {
  const changes = [
    { trackId: 1, fields: { artist: ['C'] } },
    { trackId: 2, fields: { artist: ['C'] } },
  ];
  const to = { directory: ROOT_INODE, name: 'C' };

  it('makes them one batch of the author, visible when it is done', async () => {
    const told: Invalidation[] = [];
    setup.overlay.onInvalidate((invalidation) => told.push(invalidation));
    await edits.commit(changes, 'mv', 'C', to);
    expect(setup.library.batches).toEqual([2]);
    expect(setup.library.saved).toEqual(changes.map((change) => ({ ...change, author: 'mv' })));
    expect(setup.overlay.list(setup.overlay.resolve('C')).map(({ name }) => name)).toEqual(['One.flac', 'Two.flac']);
    // The renamed name first: a program must not reach the new names through the moved node.
    expect(told[0]).toEqual({ names: [to], directories: [ROOT_INODE], files: [] });
    expect(told.length).toBeGreaterThan(1);
  });

  it('waits for other work on the tracks', async () => {
    const gate = Promise.withResolvers<void>();
    const other = locks.run([2], () => gate.promise);
    const done = edits.commit(changes, 'mv', 'C', to);
    await new Promise(setImmediate);
    expect(setup.library.saved).toEqual([]);
    gate.resolve();
    await Promise.all([other, done]);
    expect(setup.library.saved).toHaveLength(2);
  });

  it('that the library does not store is an I/O error, and reported', async () => {
    setup.library.trouble = new Error('disk full');
    const reason = 'The library did not take the change: disk full';
    await expect(edits.commit(changes, 'mv', 'C', to)).rejects.toMatchObject({
      code: 'EIO',
      message: `C was not renamed: ${reason}`,
      cause: setup.library.trouble,
    });
    expect(setup.library.refusals).toEqual([{ trackId: null, path: 'C', author: 'mv', reason, kept: null }]);
    expect(setup.overlay.resolve('A/One.flac')).toBeGreaterThan(0);
  });
});
