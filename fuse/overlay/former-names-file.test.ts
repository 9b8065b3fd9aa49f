import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { directoryInode, ROOT_INODE } from '../tree/inodes.ts';
import { FormerNames } from './former-names.ts';
import { FormerNamesFile } from './former-names-file.ts';

const ARTIST = directoryInode(ROOT_INODE, 'artist', 0);
const DIRECTORY = { inode: ARTIST, parent: ROOT_INODE, key: 'artist', name: 'Artist', changedAt: 7 };

let folder: string;
let path: string;
let told: string[];
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder, 'names');
  told = [];
});

const open = (library = 'one', mostUseless?: number): Promise<FormerNamesFile> =>
  FormerNamesFile.open({ path, library }, new FormerNames(), (message) => told.push(message), mostUseless);

const linesOf = (): string[] => readFileSync(path, 'utf8').trimEnd().split('\n');

describe('former names in a file', () => {
  it('are there again when it is opened again, directories included', async () => {
    const first = await open();
    first.names.remember(ARTIST, 'one.flac', 11);
    first.names.remember(ARTIST, 'two.flac', 12);
    first.names.rememberDirectory(DIRECTORY);
    await first.settled();
    first.names.forget(ARTIST, 'two.flac');
    await first.settled();
    const { names } = await open();
    expect([names.file(ARTIST, 'one.flac'), names.file(ARTIST, 'two.flac'), names.directory(ARTIST)]).toEqual([
      11,
      null,
      DIRECTORY,
    ]);
    expect(told).toEqual([]);
  });

  it('are private', async () => {
    await (await open()).settled();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['names']);
  });

  it('of another library are none', async () => {
    const first = await open();
    first.names.remember(ARTIST, 'one.flac', 11);
    await first.settled();
    const second = await open('two');
    expect(second.names.size).toBe(0);
    await second.settled();
    expect((await open()).names.size).toBe(0);
  });

  it('are written anew when it is opened, and when most lines have become useless', async () => {
    const first = await open('one', 3);
    for (const name of ['a', 'b', 'a', 'b', 'a', 'b', 'a']) {
      first.names.remember(ARTIST, name, 11);
      await first.settled();
    }
    expect(linesOf()).toHaveLength(8);
    first.names.remember(ARTIST, 'b', 11);
    first.names.rememberDirectory(DIRECTORY);
    await first.settled();
    expect(linesOf()).toHaveLength(4);
    first.names.renew(11);
    await first.settled();
    expect(linesOf()).toHaveLength(5);
    const second = await open('one', 3);
    await second.settled();
    expect(linesOf()).toHaveLength(4);
    expect([second.names.size, second.names.directory(ARTIST)]).toEqual([2, DIRECTORY]);
  });

  it('are read although the last line was cut off and others are of no sense', async () => {
    const first = await open();
    first.names.remember(ARTIST, 'one.flac', 11);
    await first.settled();
    const at = Date.now();
    const senseless = [
      'null',
      '7',
      '{}',
      '{"type":"remember","directory":1,"key":2,"inode":3,"at":4}',
      `{"type":"remember","directory":1,"key":"x","inode":"3","at":${at}}`,
      `{"type":"renew","inode":11}`,
      '{"type":"directory","directory":null}',
      // A directory in itself.
      JSON.stringify({ type: 'directory', directory: { ...DIRECTORY, parent: ARTIST } }),
      JSON.stringify({ type: 'directory', directory: { ...DIRECTORY, name: 7 } }),
      '{"type":"forget","directory":1}',
      '{"type":"forgetBelow"}',
      '{"type":"other"}',
      '{"type":"remem',
    ];
    writeFileSync(path, `${[...linesOf(), ...senseless].join('\n')}`);
    const { names } = await open();
    expect([names.size, names.file(ARTIST, 'one.flac'), names.directory(ARTIST)]).toEqual([1, 11, null]);
  });

  it.each(['', '\0\xff', '{"library":"one"}', 'x'.repeat(100_000)])(
    'are none in a file of other content',
    async (content) => {
      writeFileSync(path, content);
      expect((await open()).names.size).toBe(0);
      expect(told).toEqual([]);
    },
  );

  it('are remembered without the file where it cannot be used, which is told once', async () => {
    mkdirSync(path);
    const file = await open();
    file.names.remember(ARTIST, 'one.flac', 11);
    await file.settled();
    expect(file.names.file(ARTIST, 'one.flac')).toBe(11);
    expect(told).toEqual([expect.stringContaining(`because ${path} cannot be used`)]);
  });
});

it.skipIf(process.getuid?.() === 0)('a file that cannot be written any more is told', async () => {
  const file = await open();
  await file.settled();
  chmodSync(path, 0o400);
  file.names.remember(ARTIST, 'one.flac', 11);
  await file.settled();
  expect(told).toEqual([expect.stringContaining('Old paths of files are forgotten when the mount ends')]);
});
