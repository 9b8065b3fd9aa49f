import { beforeEach, describe, expect, it } from 'vitest';
import type { Tags } from '../../../fuse/formats/layout.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from '../testing-library.ts';
import { TrackReader } from '../track-reader.ts';
import { albumDetail, albumPage } from './albums.ts';
import { ArtistReader } from './artists.ts';
import { Catalogue } from './catalogue.ts';

let library: MemoryLibrary;
let catalogue: Catalogue;
beforeEach(() => {
  library = memoryLibrary();
  catalogue = new Catalogue(library.connection);
});

const LIST = { query: '', filter: null, sort: 'artist', descending: false, offset: 0, limit: 100 } as const;
const albums = () => albumPage(library.connection, LIST).rows;
const titles = () => albums().map(({ artist, title, tracks }) => `${artist}: ${title} (${tracks})`);
const artists = () => new ArtistReader(library.connection).page({ ...LIST, search: '', sort: 'name' }).rows;
const detail = (id: number) => albumDetail(library.connection, new TrackReader(library.connection), id);

let files = 0;
function add(folder: string, tags: Tags): number {
  return library.add({ folder: `/music/${folder}`, name: `${++files}.flac`, tags });
}
function album(folder: string, count: number, tags: Tags): number[] {
  return Array.from({ length: count }, (_, index) => add(folder, { tracknumber: [String(index + 1)], ...tags }));
}
/** Edits, as the service announces them. */
function edit(ids: readonly number[], changes: Record<string, string[] | null>): Promise<void> {
  library.edits.apply(ids, changes, TESTER);
  catalogue.touch(ids);
  return catalogue.settle();
}
/** All that is derived, without the ids of albums. */
function derived(): unknown {
  const all = (sql: string): unknown[] => library.connection.prepare(sql).all();
  return {
    albums: all(`SELECT title, artist, tracks, state, missing, (SELECT group_concat(track_id) FROM
      (SELECT track_id FROM album_track WHERE album_id = album.id ORDER BY track_id)) AS members FROM album ORDER BY members`),
    tracks: all('SELECT track_id, key, release, credit FROM album_track ORDER BY track_id'),
    values: all(`SELECT field, value, track_id FROM track_value JOIN field_value ON id = value_id
      ORDER BY field, value, track_id`),
    stale: all('SELECT * FROM stale_album_key'),
    fields: all('SELECT track_id, fields FROM album_track JOIN field_set ON id = field_set ORDER BY track_id'),
    outdated: all('SELECT * FROM outdated_track'),
  };
}

describe('albums', () => {
  it('are made of the tracks that are there', async () => {
    album('a', 3, { album: ['Hits'], artist: ['Queen'], date: ['1981'], totaltracks: ['3'] });
    album('b', 2, { album: ['Hits'], artist: ['ABBA'], date: ['1975-05-01'], totaltracks: ['4'] });
    add('c', { title: ['alone'] });
    await catalogue.settle();
    expect(albums()).toMatchObject([
      {
        artist: 'ABBA',
        title: 'Hits',
        year: 1975,
        tracks: 2,
        state: 'incomplete',
        missing: 2,
        kind: 'FLAC',
        art: null,
      },
      { artist: 'Queen', title: 'Hits', year: 1981, tracks: 3, state: 'complete', missing: 0, duration: 300 },
    ]);
  });

  it('have discs in folders of their own, in disc order', async () => {
    const second = album('Wall/CD2', 2, { album: ['The Wall'], artist: ['Floyd'], discsubtitle: ['Live'] });
    const first = album('Wall/CD1', 2, { album: ['The Wall'], artist: ['Floyd'] });
    await catalogue.settle();
    expect(titles()).toEqual(['Floyd: The Wall (4)']);
    const found = detail(albums()[0]!.id)!;
    expect(found.discList.map(({ disc, subtitle, tracks }) => [disc, subtitle, tracks.map(({ id }) => id)])).toEqual([
      [1, '', first],
      [2, 'Live', second],
    ]);
    expect(found.completeness).toEqual({ state: 'unknown', missing: 0, missingDiscs: [], gaps: [] });
    expect(detail(99)).toBeNull();
  });

  it('of several artists are by various artists, or as the tags name them', async () => {
    for (const artist of ['A', 'B', 'C']) add('mix', { album: ['Mix'], artist: [artist], compilation: ['1'] });
    add('sampler', { album: ['Sampler'], artist: ['A'], albumartist: ['VA'] });
    await catalogue.settle();
    expect(titles()).toEqual(['VA: Sampler (1)', 'Various Artists: Mix (3)']);
    expect(albums().map(({ various }) => various)).toEqual([true, true]);
  });

  it('are one where titles differ and the release is the same', async () => {
    const release = { musicbrainz_albumid: ['8f6bd1e4-fbe1-4f50-aa9b-94c450ec0f11'], artist: ['X'] };
    album('a', 2, { album: ['Box: First'], ...release });
    album('b', 3, { album: ['Box: Second'], ...release });
    await catalogue.settle();
    expect(titles()).toEqual(['X: Box: Second (5)']);
  });

  it('are two again when the release that joined their titles is taken away', async () => {
    const release = { musicbrainz_albumid: ['8f6bd1e4-fbe1-4f50-aa9b-94c450ec0f11'], artist: ['X'] };
    const ids = album('a', 2, { album: ['Box: First'], ...release });
    album('b', 3, { album: ['Box: Second'], ...release });
    await catalogue.settle();
    await edit(ids, { musicbrainz_albumid: null });
    expect(titles()).toEqual(['X: Box: First (2)', 'X: Box: Second (3)']);
  });

  it('sort as the tags say', async () => {
    add('a', { album: ['One'], artist: ['The Beatles'], artistsort: ['Beatles, The'] });
    add('b', { album: ['Two'], artist: ['Cream'] });
    await catalogue.settle();
    expect(titles()).toEqual(['The Beatles: One (1)', 'Cream: Two (1)']);
  });

  it('keep their id when they are edited, grow or lose a track', async () => {
    const ids = album('a', 4, { album: ['Hits'], artist: ['Queen'] });
    await catalogue.settle();
    const { id } = albums()[0]!;
    await edit(ids, { album: ['Greatest Hits'] });
    expect(albums()).toMatchObject([{ id, title: 'Greatest Hits', tracks: 4 }]);
    await edit(ids.slice(0, 1), { album: ['Single'] });
    expect(albums().map((one) => [one.id === id, one.title, one.tracks])).toEqual([
      [true, 'Greatest Hits', 3],
      [false, 'Single', 1],
    ]);
    await edit(ids, { album: null });
    expect(albums()).toEqual([]);
  });

  it('lose tracks whose file is missing, and go with the last one', async () => {
    const ids = album('a', 2, { album: ['Hits'], artist: ['Queen'] });
    await catalogue.settle();
    const setPresent = library.connection.prepare('UPDATE track SET present = ? WHERE id = ?');
    setPresent.run(0, ids[0]);
    catalogue.touch([ids[0]!]);
    await catalogue.settle();
    expect(titles()).toEqual(['Queen: Hits (1)']);
    library.tracks.remove(ids[1]!);
    catalogue.touch([ids[1]!]);
    await catalogue.settle();
    expect(titles()).toEqual([]);
    expect(artists()).toEqual([]);
    setPresent.run(1, ids[0]);
    catalogue.touch([ids[0]!]);
    await catalogue.settle();
    expect(titles()).toEqual(['Queen: Hits (1)']);
  });

  it('are listed for the tracks that match, in the order asked for', async () => {
    album('a', 2, { album: ['Old'], artist: ['A'], date: ['1960'], genre: ['Folk'] });
    album('b', 3, { album: ['New'], artist: ['B'], date: ['2020'], genre: ['Folk', 'Rock'] });
    await catalogue.settle();
    const list = (request: Partial<Parameters<typeof albumPage>[1]>) => {
      const page = albumPage(library.connection, { ...LIST, ...request });
      return [page.total, ...page.rows.map(({ title }) => title)];
    };
    expect(list({ query: 'genre:rock' })).toEqual([1, 'New']);
    expect(list({ sort: 'year', descending: true })).toEqual([2, 'New', 'Old']);
    expect(list({ sort: 'tracks', limit: 1, offset: 1 })).toEqual([2, 'New']);
    expect(() => list({ query: '(' })).toThrow('never closed');
  });

  it('without a cover come first where one asks for them, and those that lack tracks are listed alone', async () => {
    album('a', 2, { album: ['Whole'], artist: ['A'], totaltracks: ['2'] });
    const [played] = album('b', 1, { album: ['Part'], artist: ['B'], date: ['1990'], totaltracks: ['3'] });
    album('b2', 1, { album: ['Older part'], artist: ['B'], date: ['1950'], totaltracks: ['3'] });
    library.add({ folder: '/music/c', name: 'c.flac', tags: { album: ['Bare'], artist: ['C'] }, pictures: [] });
    for (const id of [1, 2, 3, 4]) library.connection.prepare('UPDATE track SET has_art = 1 WHERE id = ?').run(id);
    library.connection.prepare('UPDATE track SET plays = 7 WHERE id = ?').run(played);
    await catalogue.settle();
    const list = (request: Partial<Parameters<typeof albumPage>[1]>) =>
      albumPage(library.connection, { ...LIST, ...request }).rows.map(({ title }) => title);
    expect(list({ sort: 'cover' })).toEqual(['Bare', 'Whole', 'Older part', 'Part']);
    expect(list({ sort: 'plays', descending: true })).toEqual(['Part', 'Whole', 'Older part', 'Bare']);
    expect(list({ sort: 'artist', descending: true })).toEqual(['Bare', 'Older part', 'Part', 'Whole']);
    expect(list({ filter: 'incomplete' })).toEqual(['Older part', 'Part']);
    expect(list({ filter: 'without-cover' })).toEqual(['Bare']);
    expect(list({ filter: 'without-cover', query: 'artist:a' })).toEqual([]);
  });
});

describe('artists', () => {
  it('have their tracks, their albums, and albums of others', async () => {
    album('a', 3, { album: ['Own'], artist: ['Queen'], artistsort: ['Queen (band)'] });
    add('a', { album: ['Own'], artist: ['Queen feat. Bowie'], artists: ['Queen', 'Bowie'], albumartist: ['Queen'] });
    add('m', { album: ['Mix'], artist: ['QUEEN'], compilation: ['1'] });
    add('m', { album: ['Mix'], artist: ['Other'], compilation: ['1'] });
    await catalogue.settle();
    expect(artists()).toEqual([
      { name: 'Bowie', sortName: 'Bowie', tracks: 1, albums: 0, appearsOn: 1, covers: [] },
      { name: 'Other', sortName: 'Other', tracks: 1, albums: 0, appearsOn: 1, covers: [] },
      { name: 'Queen', sortName: 'Queen (band)', tracks: 5, albums: 1, appearsOn: 1, covers: [] },
    ]);
    const queen = new ArtistReader(library.connection).detail('queen')!;
    expect(queen).toMatchObject({ name: 'Queen', variants: ['QUEEN'], albums: 1, appearsOn: 1 });
    expect([queen.albumList, queen.appearsOnList].map((list) => list.map(({ title }) => title))).toEqual([
      ['Own'],
      ['Mix'],
    ]);
    expect(new ArtistReader(library.connection).detail('nobody')).toBeNull();
  });

  it('show the covers of their own albums by year, six at most', async () => {
    const years = [2004, 1999, 2001, 2002, 2003, 2000, 1998, 2005];
    for (const [at, year] of years.entries()) {
      album(String(year), 1, { album: [`Of ${years.at(-1 - at)}`], artist: ['A'], date: [String(year)] });
    }
    album('mix', 2, { album: ['Mix'], albumartist: ['Various Artists'], artist: ['A'] });
    library.connection.prepare('UPDATE track SET has_art = id <> 2').run();
    await catalogue.settle();
    const covers = artists().map(({ name, covers: paths }) => [name, paths.map((path) => /\d+(?=\?)/u.exec(path)![0])]);
    expect(covers).toEqual([
      ['A', ['7', '6', '3', '4', '5', '1']],
      ['Various Artists', ['9']],
    ]);
  });

  it('are found by a part of the name, and sorted by what they have', async () => {
    album('a', 3, { album: ['A'], artist: ['Café'] });
    album('b', 1, { album: ['B'], artist: ['Cafe Noir'] });
    add('c', { artist: ['Other'] });
    await catalogue.settle();
    const page = (more: object) =>
      new ArtistReader(library.connection)
        .page({ query: '', search: '', sort: 'name', descending: false, offset: 0, limit: 9, ...more })
        .rows.map(({ name }) => name);
    expect(page({ search: 'CAFÉ' })).toEqual(['Café', 'Cafe Noir']);
    expect(page({ sort: 'tracks', descending: true })).toEqual(['Café', 'Cafe Noir', 'Other']);
    expect(page({ query: 'artist:noir' })).toEqual(['Cafe Noir']);
    expect(page({ offset: 1, limit: 1 })).toEqual(['Cafe Noir']);
  });
});

describe('what is derived', () => {
  it('is the same after any changes as when it is derived anew', async () => {
    const names = ['X', 'Y', 'Y (Disc 2)', ''];
    const ids = Array.from({ length: 40 }, (_, index) =>
      add(`f${index % 3}`, { album: [names[index % 4]!], artist: [`A${index % 5}`], tracknumber: [String(index % 7)] }),
    );
    await catalogue.settle();
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    for (let step = 0; step < 60; step++) {
      const some = ids.filter(() => random(6) === 0);
      const changes = [
        { album: [names[random(4)]!] },
        { albumartist: random(2) === 0 ? null : [`A${random(3)}`] },
        { musicbrainz_albumid: random(2) === 0 ? null : [`8f6bd1e4-fbe1-4f50-aa9b-94c450ec0f1${random(3)}`] },
        { compilation: random(2) === 0 ? null : ['1'] },
      ][random(4)]!;
      if (some.length > 0) await edit(some, changes);
    }
    const stepByStep = derived();
    expect(stepByStep).toMatchObject({ stale: [], outdated: [] });
    await catalogue.rebuild();
    expect(derived()).toEqual(stepByStep);
  });

  it('is found out of date by the next start after a kill', async () => {
    const ids = album('a', 3, { album: ['A'], artist: ['X'] });
    await catalogue.settle();
    library.edits.apply(ids.slice(1), { album: ['B'] }, TESTER);
    // Killed between the tracks and the albums.
    const killed = new Catalogue(library.connection);
    const settled = killed.settle();
    await killed.close();
    await settled;
    expect(titles()).toEqual(['X: A (3)']);
    await new Catalogue(library.connection).settle();
    expect(titles()).toEqual(['X: A (1)', 'X: B (2)']);
  });

  it('is left to a later call while the thread is busy, unless somebody waits for it', async () => {
    album('a', 300, { album: ['A'], artist: ['X'] });
    let isBusy = false;
    catalogue = new Catalogue(library.connection, () => isBusy);
    const behind = catalogue.settleBehind();
    isBusy = true;
    await behind;
    expect(library.connection.prepare('SELECT count(*) FROM album_track').pluck().get()).toBe(200);
    await catalogue.settleBehind();
    expect(titles()).toEqual([]);
    isBusy = false;
    await catalogue.settleBehind();
    expect(titles()).toEqual(['X: A (300)']);
    album('b', 300, { album: ['B'], artist: ['X'] });
    catalogue.touch(null);
    isBusy = true;
    await Promise.all([catalogue.settleBehind(), catalogue.settle()]);
    expect(titles()).toEqual(['X: A (300)', 'X: B (300)']);
  });

  it('follows changes that are made while it is derived', async () => {
    const ids = album('a', 300, { album: ['A'], artist: ['X'] });
    const first = catalogue.settle();
    library.edits.apply(ids.slice(0, 1), { album: ['B'] }, TESTER);
    catalogue.touch(ids.slice(0, 1));
    await Promise.all([first, catalogue.settle()]);
    expect(titles()).toEqual(['X: A (299)', 'X: B (1)']);
  });
});
