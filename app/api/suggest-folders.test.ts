import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { suggestFolders } from './suggest-folders.ts';

describe('folders for a path that is being typed', () => {
  let home: string;
  beforeAll(() => {
    home = temporaryFolder();
    for (const name of ['Music', 'movies', '.cache', 'Pictures', 'Music/Jazz']) mkdirSync(join(home, name));
    writeFileSync(join(home, 'music.txt'), '');
  });
  const suggested = async (typed: string): Promise<string[]> =>
    (await suggestFolders(`${home}/${typed}`)).map((path) => path.slice(home.length + 1));

  it('are those that begin with its last part, whatever the case, in order', async () => {
    expect(await suggested('m')).toEqual(['Music', 'movies']);
    expect(await suggested('MUS')).toEqual(['Music']);
  });

  it('are all in a folder after its slash, but for hidden ones', async () => {
    expect(await suggested('')).toEqual(['Music', 'Pictures', 'movies']);
    expect(await suggested('Music/')).toEqual(['Music/Jazz']);
  });

  it('are hidden ones only after a dot', async () => {
    expect(await suggested('.')).toEqual(['.cache']);
  });

  it.each([
    ['', ['Music', 'Pictures', 'movies']],
    ['~', ['Music', 'Pictures', 'movies']],
    ['~/', ['Music', 'Pictures', 'movies']],
    ['~/mus', ['Music']],
    ['mus', ['Music']],
    ['Music/', ['Music/Jazz']],
  ])('typed as %j are those of the home folder', async (typed, names) => {
    expect(await suggestFolders(typed, home)).toEqual(names.map((name) => join(home, name)));
  });

  it('are links to folders, too', async () => {
    symlinkSync(join(home, 'Music'), join(home, 'sounds'));
    symlinkSync(join(home, 'music.txt'), join(home, 'sounds.txt'));
    symlinkSync(join(home, 'nowhere'), join(home, 'sounds of a disk that is away'));
    expect(await suggested('sounds')).toEqual(['sounds']);
    expect(await suggested('sounds/')).toEqual(['sounds/Jazz']);
  });

  it('are none where there is no such folder', async () => {
    expect(await suggested('nowhere/x')).toEqual([]);
  });

  it('are twenty at most', async () => {
    const many = join(home, 'Music', 'Jazz');
    for (let i = 10; i < 35; i++) mkdirSync(join(many, `a${i}`));
    const found = await suggested('Music/Jazz/a');
    expect(found).toHaveLength(20);
    expect(found[0]).toBe('Music/Jazz/a10');
  });
});
