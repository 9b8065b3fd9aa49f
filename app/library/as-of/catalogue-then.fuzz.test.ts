/**
 * Random edits of what albums and values are made of, undos, and tracks that come and go: the albums, the artists and the
 * values as of a random moment are what they were then. The number of the library is the seed.
 */
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { seededRandom } from '../../audio/test-signals.ts';
import type { Connection } from '../../storage/connection.ts';
import { albumPage } from '../catalogue/albums.ts';
import { ArtistReader } from '../catalogue/artists.ts';
import { Catalogue } from '../catalogue/catalogue.ts';
import { FacetReader } from '../catalogue/facets.ts';
import { NotFoundError } from '../not-found.ts';
import { memoryLibrary, TESTER } from '../testing-library.ts';
import { LibraryAsOf } from './library-as-of.ts';

const SEEDS = [1, 2, 3, 4];
const STEPS = 60;
const START = 1_800_000_000_000;
const ALL = { query: '', search: '', offset: 0, limit: 1000 } as const;
const NAMES = ['Alpha', 'beta', 'Beta', 'Gamma Ray'];
const RELEASES = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];

beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterAll(() => void vi.useRealTimers());

/** All that people see of albums, artists and values. */
function seen(connection: Connection): unknown {
  const albums = albumPage(connection, { ...ALL, filter: null, sort: 'artist', descending: false }).rows;
  const members = connection
    .prepare<[number], number>('SELECT track_id FROM album_track WHERE album_id = ? ORDER BY track_id')
    .pluck();
  const artists = new ArtistReader(connection);
  const facets = new FacetReader(connection);
  const { rows } = artists.page({ ...ALL, sort: 'name', descending: false });
  const values = (query: string) =>
    ['genre', 'artist', 'composer', 'album', 'year'].map((field) =>
      facets.page({ ...ALL, query, field, sort: 'name', chosen: {}, variantsOnly: false }),
    );
  const spellings = ['genre', 'artist', 'album'].map((field) => facets.spellings({ ...ALL, field, sort: 'name' }));
  return {
    // Ids and versions of covers are those of now.
    albums: albums
      .map(({ id, art: _art, ...album }) => ({ ...album, members: members.all(id) }))
      .toSorted((a, b) => a.members[0]! - b.members[0]!),
    artists: rows,
    albumsOf: rows.map(({ name }) =>
      artists
        .detail(name)
        ?.albumList.map(({ title, tracks }) => `${title} ${tracks}`)
        .toSorted(),
    ),
    values: values(''),
    spellings,
    ofQuery: values('genre:alpha'),
  };
}

it.each(SEEDS)('the catalogue as of a moment is what it was then (library %i)', async (seed) => {
  const random = seededRandom(seed);
  const below = (end: number): number => Math.floor(random() * end);
  const name = (): string => NAMES[below(NAMES.length)]!;
  const library = memoryLibrary();
  const { connection } = library;
  const catalogue = new Catalogue(connection);
  const snapshots = new Map<number, unknown>();
  let [files, now] = [0, START];
  const some = (): number[] => [...new Set([1 + below(files), 1 + below(files), 1 + below(files)])];
  const add = (): void => {
    files += 1;
    const tags = { album: [name()], artist: [name()], genre: [name()], tracknumber: [String(files)] };
    const id = library.add({ folder: `/music/${below(3)}`, name: `${files}.flac`, tags });
    connection.prepare('UPDATE track SET found_at = ?, added_at = ? WHERE id = ?').run(now, now, id);
  };
  const lose = (): void => {
    const id = 1 + below(files);
    if (library.column(id, 'present') !== 1) return;
    connection
      .prepare('UPDATE file SET missing_since = ? WHERE id = (SELECT file_id FROM track WHERE id = ?)')
      .run(now, id);
    connection.prepare('UPDATE track SET present = 0, generation = generation + 1 WHERE id = ?').run(id);
  };
  const edit = (): void => {
    const value = below(5) === 0 ? null : [name()];
    const field = ['album', 'artist', 'albumartist', 'genre', 'composer'][below(5)]!;
    const release = below(3) === 0 ? [RELEASES[below(2)]!] : null;
    library.edits.apply(some(), below(4) === 0 ? { musicbrainz_albumid: release } : { [field]: value }, TESTER);
  };
  const undo = (): void => {
    try {
      library.edits.undo(null, TESTER);
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
    }
  };
  for (let i = 0; i < 8; i++) add();
  for (let step = 0; step < STEPS; step++) {
    now += 1 + below(3);
    vi.setSystemTime(now);
    [edit, edit, edit, edit, add, lose, undo][below(7)]!();
    catalogue.touch(null);
    await catalogue.settle();
    snapshots.set(now, seen(connection));
  }
  const copy = new Database(connection.serialize());
  const past = new LibraryAsOf(
    () => copy,
    (then) => then,
  );
  const times = [...snapshots.keys()];
  for (let i = 0; i < 12; i++) {
    const at = i === 0 ? now : times[below(times.length)]!;
    expect(past.read(at, seen), `as of ${at - START} of ${now - START}`).toEqual(snapshots.get(at));
  }
  past.close();
});
