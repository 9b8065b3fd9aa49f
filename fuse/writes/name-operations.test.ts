import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ROOT_INODE, trackInode } from '../tree/inodes.ts';
import { MountWriter } from './mount-writer.ts';
import { retitled, saveSetup, type SaveSetup } from './testing/save-setup.ts';

const RENAME_NOREPLACE = 1;
const RENAME_EXCHANGE = 2;
/** No process: not `mv`, and no program that renames files. */
const PID = 0;
const FOREVER = 600_000;

let setup: SaveSetup;
let writer: MountWriter;
beforeEach(async () => {
  setup = await saveSetup({ '': '$title', Artists: '$artist/$title' });
  writer = new MountWriter(
    setup.overlay,
    setup.library,
    {
      divert: () => undefined,
      dropListing: () => undefined,
      retire: () => undefined,
      directoryMoved: async () => undefined,
    },
    { grace: FOREVER, scratch: FOREVER, directory: FOREVER },
  );
});
afterEach(async () => {
  await writer.close();
  await setup[Symbol.asyncDispose]();
});

const unlink = (name: string): Promise<void> => writer.unlink(ROOT_INODE, name, PID);
const rename = (from: string, to: string, flags = 0): Promise<void> =>
  writer.rename(ROOT_INODE, from, ROOT_INODE, to, flags, PID);
const kindAt = (name: string): string | null => writer.find(ROOT_INODE, name)?.kind ?? null;

async function makeFile(name: string, content: Uint8Array = new Uint8Array()): Promise<void> {
  const { inode } = await writer.create(ROOT_INODE, name, PID);
  await writer.write(inode, 0, content, 0, PID);
}

describe('removing', () => {
  it('a file that a program made removes it', async () => {
    await makeFile('a');
    await unlink('a');
    expect(kindAt('a')).toBeNull();
  });

  it('a track is refused, but not while a file is beside it that may replace it', async () => {
    await expect(unlink('One.flac')).rejects.toMatchObject({
      code: 'EPERM',
      message: '"One.flac" cannot be deleted here: the mount shows your music, it does not hold it',
    });
    await makeFile('a');
    await unlink('One.flac');
    expect(kindAt('One.flac')).toBe('nothing');
    await expect(unlink('One.flac')).rejects.toMatchObject({ code: 'ENOENT', message: 'There is no "One.flac"' });
    expect(writer.namesIn(ROOT_INODE)).toMatchObject([
      { name: 'a', kind: 'file', inode: expect.any(Number) },
      { name: 'One.flac', kind: 'file', inode: null },
    ]);
  });

  it('another name of a track removes that name', async () => {
    await rename('One.flac', 'One.flac.bak');
    expect(writer.find(ROOT_INODE, 'One.flac.bak')).toEqual({ kind: 'track', inode: trackInode(1) });
    await unlink('One.flac.bak');
    expect(kindAt('One.flac.bak')).toBeNull();
  });

  it('a directory, or what is not there, is an error', async () => {
    writer.directories.make(ROOT_INODE, 'C');
    await expect(unlink('C')).rejects.toMatchObject({ code: 'EISDIR', message: '"C" is a directory' });
    await expect(unlink('none')).rejects.toMatchObject({ code: 'ENOENT' });
    await makeFile('a');
    await expect(unlink('Artists')).rejects.toMatchObject({ code: 'EPERM' });
  });
});

describe('renaming a file that a program made', () => {
  it('to a free name moves it', async () => {
    await makeFile('a');
    await rename('a', 'b');
    expect([kindAt('a'), kindAt('b')]).toEqual([null, 'made']);
  });

  it('over a track is a save', async () => {
    await makeFile('a', retitled(1, 'Other'));
    await rename('a', 'One.flac');
    expect(setup.library.saved).toMatchObject([{ trackId: 1, fields: { title: ['Other'] } }]);
    expect(kindAt('a')).toBeNull();
  });

  it('over the name of a removed track, or another name of a track, is a save of that track', async () => {
    await makeFile('a', retitled(1, 'Other'));
    await unlink('One.flac');
    await rename('a', 'One.flac', RENAME_NOREPLACE);
    expect(setup.library.saved).toMatchObject([{ trackId: 1 }]);
    await rename('Two.flac', 'Two.old.flac');
    await makeFile('b', retitled(2, 'Third'));
    await rename('b', 'Two.old.flac');
    expect(setup.library.saved).toMatchObject([{ trackId: 1 }, { trackId: 2, fields: { title: ['Third'] } }]);
  });

  it('over another file replaces it; over one that replaces a track it is a save', async () => {
    await makeFile('a', Buffer.from('new'));
    await makeFile('b', Buffer.from('old'));
    await rename('a', 'b');
    expect([kindAt('a'), kindAt('b')]).toEqual([null, 'made']);
    await unlink('One.flac');
    await makeFile('One.flac');
    await makeFile('c', retitled(1, 'Other'));
    await rename('c', 'One.flac');
    expect(setup.library.saved).toMatchObject([{ trackId: 1 }]);
  });

  it('is refused over what must stay or cannot be replaced', async () => {
    await makeFile('a');
    await makeFile('b');
    writer.directories.make(ROOT_INODE, 'C');
    for (const name of ['One.flac', 'b', 'C', 'Artists']) {
      await expect(rename('a', name, RENAME_NOREPLACE)).rejects.toMatchObject({
        code: 'EEXIST',
        message: `"${name}" exists already`,
      });
    }
    await expect(rename('a', 'C')).rejects.toMatchObject({ code: 'EISDIR', message: '"C" is a directory' });
    await expect(rename('a', 'Artists')).rejects.toMatchObject({
      code: 'EPERM',
      message: '"Artists" cannot be replaced',
    });
    expect(kindAt('a')).toBe('made');
  });
});

describe('renaming', () => {
  it('a removed name is an error', async () => {
    await makeFile('a');
    await unlink('One.flac');
    await expect(rename('One.flac', 'b')).rejects.toMatchObject({ code: 'ENOENT', message: 'There is no "One.flac"' });
  });

  it('a pending directory makes another one', async () => {
    writer.directories.make(ROOT_INODE, 'C');
    await rename('C', 'D');
    expect([kindAt('C'), kindAt('D')]).toEqual([null, 'made']);
  });

  it('a directory of a view is refused, after undecided renames are decided', async () => {
    await rename('One.flac', 'Uno.flac');
    await expect(rename('Artists', 'People')).rejects.toMatchObject({
      code: 'EPERM',
      message: 'People was not renamed: Views get their names from the settings',
    });
    expect(setup.library.saved).toMatchObject([{ trackId: 1, fields: { title: ['Uno'] } }]);
  });

  it('a track shows it under the new name', async () => {
    await rename('One.flac', 'Uno.flac');
    expect(writer.find(ROOT_INODE, 'Uno.flac')).toEqual({ kind: 'track', inode: trackInode(1) });
  });

  it('with an exchange of names is refused', async () => {
    await expect(rename('One.flac', 'Two.flac', RENAME_EXCHANGE)).rejects.toMatchObject({
      code: 'EINVAL',
      message: 'Names cannot be exchanged here',
    });
  });
});
