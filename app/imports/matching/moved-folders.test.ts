import { describe, expect, it } from 'vitest';
import { memoryLibrary, type MemoryLibrary } from '../../library/testing-library.ts';
import { recordOf, type ImportedRecord } from '../import-record.ts';
import { MovedFolders } from './moved-folders.ts';

const at = (path: string, more: Partial<ImportedRecord> = {}): ImportedRecord =>
  recordOf({ path: Buffer.from(path), ...more });

function place(library: MemoryLibrary, path: string, title = 'T'): number {
  const slash = path.lastIndexOf('/');
  return library.add({ folder: path.slice(0, slash), name: path.slice(slash + 1), tags: { title: [title] } });
}

/** The tracks of each record, and the moves. */
function found(library: MemoryLibrary, records: readonly ImportedRecord[]) {
  const folders = new MovedFolders(library.connection);
  for (const _ of folders.discover(records));
  return { tracks: records.map((record) => folders.tracksOf(record)), moves: folders.moves };
}

describe('moved folders', () => {
  it('are found by the files in them', () => {
    const library = memoryLibrary();
    const ids = [place(library, '/new/Music/A/1.flac'), place(library, '/new/Music/B/2.flac')];
    const records = [at('/old/Music/A/1.flac'), at('/old/Music/B/2.flac'), at('/old/Music/B/3.flac')];
    expect(found(library, records)).toEqual({
      tracks: [[ids[0]], [ids[1]], []],
      moves: [{ from: '/old', to: '/new', files: 2 }],
    });
  });

  it('are found on other systems, whose names differ in case and in Unicode form', () => {
    const library = memoryLibrary();
    const ids = [place(library, '/music/\u00c4/One.FLAC'), place(library, '/music/\u00c4/Two.FLAC')];
    const records = [at('C:/Users/x/Music/a\u0308/one.flac'), at('C:/Users/x/Music/a\u0308/two.flac')];
    expect(found(library, records)).toEqual({
      tracks: [[ids[0]], [ids[1]]],
      moves: [{ from: 'C:/Users/x', to: '/', files: 2 }],
    });
  });

  it('need two files that agree, or one with three parts of its path', () => {
    const library = memoryLibrary();
    const deep = place(library, '/new/A/B/1.flac');
    place(library, '/new/C/2.flac');
    expect(found(library, [at('/old/A/B/1.flac'), at('/elsewhere/C/2.flac')])).toEqual({
      tracks: [[deep], []],
      moves: [{ from: '/old', to: '/new', files: 1 }],
    });
  });

  it('do not lead to a file that is another track', () => {
    const library = memoryLibrary();
    const ids = [1, 2, 3].map((n) => place(library, `/new/A/${n}.flac`, `Title ${n}`));
    const records = [
      at('/old/A/1.flac', { title: 'title 1', length: 500 }),
      at('/old/A/2.flac', { title: 'Other', length: 101.9 }),
      at('/old/A/3.flac', { title: 'Other', length: 102.1 }),
    ];
    expect(found(library, records).tracks).toEqual([[ids[0]], [ids[1]], []]);
  });

  it('are ambiguous where the library has two copies that fit equally', () => {
    const library = memoryLibrary();
    const ids = ['/x', '/y'].flatMap((root) => [1, 2].map((n) => place(library, `${root}/A/${n}.flac`)));
    expect(found(library, [at('/old/A/1.flac'), at('/old/A/2.flac')]).tracks).toEqual([
      [ids[0], ids[2]],
      [ids[1], ids[3]],
    ]);
  });

  it('lead to the folder that more files speak for', () => {
    const library = memoryLibrary();
    const ids = [1, 2, 3].map((n) => place(library, `/x/A/${n}.flac`));
    for (const n of [1, 2]) place(library, `/y/A/${n}.flac`);
    const records = [1, 2, 3].map((n) => at(`/old/A/${n}.flac`));
    expect(found(library, records).tracks).toEqual(ids.map((id) => [id]));
  });

  it('are not sought by names that many files have, unless the folder tells', () => {
    const library = memoryLibrary();
    const ids = Array.from({ length: 20 }, (_, n) => place(library, `/new/Album ${n}/01.flac`));
    const records = Array.from({ length: 20 }, (_, n) => at(`/old/Album ${n}/01.flac`));
    expect(found(library, records).tracks).toEqual(ids.map((id) => [id]));
    const flat = Array.from({ length: 20 }, (_, n) => at(`/old/${n}/01.flac`));
    expect(found(library, flat).moves).toEqual([]);
  });

  it('take the copies of a record for its file, too', () => {
    const library = memoryLibrary();
    const ids = [1, 2].map((n) => place(library, `/new/A/${n}.flac`));
    const records = [1, 2].map((n) => at(`/gone/${n}.mp3`, { copies: [Buffer.from(`/old/A/${n}.flac`)] }));
    expect(found(library, records).tracks).toEqual(ids.map((id) => [id]));
  });

  it('are none where nothing is left to find', () => {
    const library = memoryLibrary();
    expect(found(library, [recordOf({ title: 'T' })])).toEqual({ tracks: [[]], moves: [] });
  });
});
