import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { writeBeets, writeQuodLibetSongs, writeTable } from '../testing/source-files.ts';
import { findSource } from './find-source.ts';

const folder = temporaryFolder();

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

const COUNTS = 'playcount INTEGER, skipcount INTEGER';

it('tells a library by what is in it, whatever its name', () => {
  const beets = join(folder, 'one.db');
  writeBeets(beets, []);
  const strawberry = join(folder, 'two.db');
  writeTable(strawberry, 'songs', `${COUNTS}, url TEXT, source INTEGER`, []);
  const clementine = join(folder, 'three.db');
  writeTable(clementine, 'songs', `${COUNTS}, filename TEXT`, []);
  const quodlibet = join(folder, 'four');
  writeQuodLibetSongs(quodlibet, "{'~filename': '/a'}");
  const files = {
    beets,
    strawberry,
    clementine,
    quodlibet,
    rhythmbox: file('five.xml', '<?xml version="1.0"?>\n<rhythmdb version="2.0">'),
    foobar2000: file('six.xml', '\uFEFF<?xml version="1.0"?><PlaybackStatistics Version="3.0">'),
    itunes: file('seven', '<?xml version="1.0"?>\n<!DOCTYPE plist>\n<plist version="1.0">'),
  };
  for (const [kind, path] of Object.entries(files)) expect(findSource(path, null)).toEqual({ kind, path });
});

it('finds the library in the folder of a program', () => {
  const path = file('music/Library.xml', '<plist version="1.0">');
  expect(findSource(join(folder, 'music'), null)).toEqual({ kind: 'itunes', path });
  const beside = file('box/rhythmdb.xml', '<rhythmdb version="2.0">');
  expect(findSource(join(folder, 'box'), null)).toEqual({ kind: 'rhythmbox', path: beside });
});

it('reads the tracks beside playlists of Rhythmbox, which tell nothing without them', () => {
  const playlists = file('beside/playlists.xml', '<rhythmdb-playlists>');
  expect(() => findSource(playlists, null)).toThrow('rhythmdb.xml, which is not beside it');
  const path = file('beside/rhythmdb.xml', '<rhythmdb version="2.0">');
  expect(findSource(playlists, null)).toEqual({ kind: 'rhythmbox', path });
});

it('takes a library in the form of iTunes for that of MusicBee where a person says so', () => {
  const path = file('bee.xml', '<plist version="1.0">');
  expect(findSource(path, 'musicbee')).toEqual({ kind: 'musicbee', path });
  expect(() => findSource(path, 'beets')).toThrow(`${path}: the file is a library of itunes, not of beets`);
});

it('tells what cannot be imported, and why', () => {
  const refusal = (path: string): unknown => {
    try {
      return findSource(path, null);
    } catch (error) {
      const { code, message } = error as Error & { code: string };
      return [code, message.replaceAll(folder, '')];
    }
  };
  expect(refusal(join(folder, 'nowhere'))).toEqual(['SOURCE_UNREADABLE', '/nowhere: there is no such file or folder']);
  expect(refusal(file('a.txt', 'hello'))).toEqual([
    'UNKNOWN_SOURCE',
    '/a.txt: this is a library of no program that is known (beets, itunes, rhythmbox, strawberry, clementine, quodlibet, foobar2000, musicbee), and no playlist (.m3u, .xspf, .nsp)',
  ]);
  expect(refusal(file('empty', ''))).toEqual([
    'UNKNOWN_SOURCE',
    expect.stringMatching('^/empty: this is a library of no program'),
  ]);
  mkdirSync(join(folder, 'nothing'));
  expect(refusal(join(folder, 'nothing'))).toEqual([
    'UNKNOWN_SOURCE',
    expect.stringContaining('/nothing: this folder holds no library that is known: library.db, '),
  ]);
  const other = join(folder, 'other.db');
  writeTable(other, 'notes', 'text', []);
  expect(refusal(other)).toEqual([
    'UNKNOWN_SOURCE',
    expect.stringMatching('^/other.db: this is a library of no program'),
  ]);
});
