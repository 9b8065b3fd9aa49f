import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { memoryLibrary, type MemoryLibrary } from '../library/testing-library.ts';
import { KnownFiles } from './known-files.ts';
import { SidecarChanges } from './sidecars.ts';
import { SidecarStore } from './store-sidecars.ts';

const FOLDER = 1;
let library: MemoryLibrary;
let store: SidecarStore;
let knownFiles: KnownFiles;
let folder: string;
beforeEach(() => {
  library = memoryLibrary();
  store = new SidecarStore(library.connection);
  knownFiles = new KnownFiles(library.connection);
  folder = join(temporaryFolder(), 'album');
  mkdirSync(folder);
  library.add({ folder });
});

/** Compares the files of these names with the rows, and stores what differs. */
function update(...names: readonly string[]): SidecarChanges {
  const changes = new SidecarChanges(Buffer.from(folder), knownFiles.sidecars(FOLDER));
  for (const name of names) changes.look(Buffer.from(name));
  store.apply(FOLDER, changes);
  return changes;
}

const known = (): [number, string][] => knownFiles.sidecars(FOLDER).map(({ id, name }) => [id, name.toString()]);

describe('the rows of sidecar files', () => {
  it('have the stamps of the files, so that unchanged files differ from no row', () => {
    writeFileSync(join(folder, 'a.cue'), 'cue');
    writeFileSync(join(folder, 'b.log'), 'log');
    expect(update('a.cue', 'b.log').count).toBe(2);
    expect(known()).toEqual([
      [1, 'a.cue'],
      [2, 'b.log'],
    ]);
    expect(update('a.cue', 'b.log').count).toBe(0);
    utimesSync(join(folder, 'b.log'), 1, 1);
    expect(update('a.cue', 'b.log').found.map(({ name }) => name.toString())).toEqual(['b.log']);
    expect(update('a.cue', 'b.log').count).toBe(0);
  });

  it('keep their ids when the files change, and are deleted when the files are gone', () => {
    writeFileSync(join(folder, 'a.cue'), 'cue');
    writeFileSync(join(folder, 'b.log'), 'log');
    update('a.cue', 'b.log');
    writeFileSync(join(folder, 'b.log'), 'longer');
    update('b.log');
    expect(known()).toEqual([[2, 'b.log']]);
    expect(library.connection.prepare('SELECT size FROM sidecar').pluck().get()).toBe(6);
  });

  it('of a folder that is gone are deleted, and those of other folders stay', () => {
    writeFileSync(join(folder, 'a.cue'), 'cue');
    update('a.cue');
    library.add({ folder: '/music/other' });
    library.connection
      .prepare('INSERT INTO sidecar SELECT 9, 2, name, device, inode, size, mtime_ns, ctime_ns FROM sidecar')
      .run();
    store.forgetFolder(FOLDER);
    expect(known()).toEqual([]);
    expect(knownFiles.sidecars(2).map(({ id }) => id)).toEqual([9]);
  });
});

describe('the tracks beside sidecar files', () => {
  it('are those of the folder that are there', () => {
    const ids = [1, library.add({ folder, name: 'b.flac' }), library.add({ folder, name: 'c.flac' })];
    library.add({ folder, name: 'gone.flac', missingSince: 7 });
    library.add({ folder: '/music/other' });
    expect(store.tracksBeside(FOLDER)).toEqual(ids);
  });
});
