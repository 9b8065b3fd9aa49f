import { beforeEach, describe, expect, it } from 'vitest';
import { createShadowTables } from '../as-of/shadow-tables.ts';
import { Catalogue } from '../catalogue/catalogue.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from '../testing-library.ts';
import { TrackReader } from '../track-reader.ts';
import { scopeOf } from './value-conditions.ts';

let library: MemoryLibrary;
let catalogue: Catalogue;
beforeEach(async () => {
  library = memoryLibrary();
  catalogue = new Catalogue(library.connection);
  library.add({ name: 'a.flac', tags: { mood: ['Calm'], bpm: ['120'] } });
  library.add({ name: 'b.flac', tags: { mood: ['Warm'], comment: ['calm'] } });
  await catalogue.settle();
});

const scope = () => scopeOf(library.connection);
const find = (query: string): number[] => new TrackReader(library.connection).ids(query);

describe('the catalogue', () => {
  it('is asked as long as it is up to date with every track', async () => {
    expect(scope()).toBe('catalogue');
    library.add({ name: 'c.flac', tags: { mood: ['calm'] } });
    expect(scope()).toBe('library');
    expect(find('mood:calm')).toEqual([1, 3]);
    await catalogue.settle();
    expect(scope()).toBe('catalogue');
    expect(find('mood:calm')).toEqual([1, 3]);
  });

  it('is not asked after an edit, a file that was read again, or one that is back', async () => {
    const changes = [
      () => library.edits.apply([1], { mood: ['Warm'] }, TESTER),
      () => library.retag(2, { mood: ['Calm'] }),
      () => library.tracks.outdate(1),
    ];
    for (const change of changes) {
      change();
      expect(scope()).toBe('library');
      await catalogue.settle();
      expect(scope()).toBe('catalogue');
    }
    expect(find('mood:calm')).toEqual([2]);
  });

  it('finds out of date what a kill has left behind', async () => {
    library.edits.apply([1], { mood: ['Warm'] }, TESTER);
    const next = new Catalogue(library.connection);
    expect(scope()).toBe('library');
    await next.settle();
    expect(scope()).toBe('catalogue');
    expect(find('mood:warm')).toEqual([1, 2]);
  });

  it('is not asked about another moment than now', () => {
    createShadowTables(library.connection);
    expect(scope()).toBe('library');
  });
});

describe('fields without a column', () => {
  it('are found without reading the tags of each track', () => {
    const { connection } = library;
    connection.exec("UPDATE file SET tags = '{}'");
    expect(find('mood:calm')).toEqual([1]);
    expect(find('has:mood')).toEqual([1, 2]);
    expect(find('missing:comment')).toEqual([1]);
    expect(find('bpm:119..121')).toEqual([1]);
    // Comments may be long: they are not kept.
    expect(find('comment:calm')).toEqual([]);
  });
});
