import { beforeEach, describe, expect, it } from 'vitest';
import { EffectiveTrack } from './effective-track.ts';
import { memoryLibrary, type MemoryLibrary } from './testing-library.ts';

const TAGS = { title: ['Čas'], artist: ['Ember'], genre: ['Folk', 'folk', 'Jazz'], composer: ['Bach', 'Reger'] };
const FILE = { kind: 'FLAC', duration: 100, bitrate: 800_000, bytes: 1000 };

let library: MemoryLibrary;
let id: number;
const track = (tags: Record<string, readonly string[]> = TAGS, pictures = 1): EffectiveTrack =>
  new EffectiveTrack(tags, {}, pictures, 'a.flac');
const row = (): Record<string, unknown> =>
  library.connection.prepare('SELECT * FROM track WHERE id = ?').get(id) as Record<string, unknown>;
const genres = (): unknown[] =>
  library.connection.prepare('SELECT genre_key, genre FROM track_genre WHERE track_id = ? ORDER BY genre_key').all(id);
const found = (query: string): unknown[] =>
  library.connection.prepare('SELECT rowid FROM track_search WHERE track_search MATCH ?').pluck().all(query);

beforeEach(() => {
  library = memoryLibrary();
  id = library.add({ tags: TAGS, pictures: [{ type: 3 }] });
});

describe('a new track', () => {
  it('has everything that is derived of its file', () => {
    expect(row()).toMatchObject({
      id,
      file_id: 1,
      present: 1,
      generation: 1,
      added_at: 1_700_000_001_000,
      changed_at: 1_700_000_001_000,
      edited_at: 0,
      overrides: '{}',
      ...track().columns,
      ...FILE,
      has_art: 1,
    });
  });

  it('keeps the first spelling of each genre', () => {
    expect(genres()).toEqual([
      { genre_key: 'folk', genre: 'Folk' },
      { genre_key: 'jazz', genre: 'Jazz' },
    ]);
  });

  it.each([
    'title:cas',
    'artist:ember',
    'genre:jazz',
    'composer:reger',
    'composer:bach',
    'file:a',
    'albumartist:ember',
  ])('is found by %s', (query) => {
    expect(found(query)).toEqual([id]);
  });
});

describe('a track with other tags', () => {
  it('has other columns, genres and words, and another generation', () => {
    library.tracks.retag(id, track({ title: ['Legends'], album: ['North'], genre: ['Rock'] }, 0), 1_800_000_000_000);
    expect(row()).toMatchObject({
      title: 'Legends',
      album: 'North',
      artist: '',
      has_art: 0,
      generation: 2,
      changed_at: 1_800_000_000_000,
      added_at: 1_700_000_001_000,
    });
    expect(genres()).toEqual([{ genre_key: 'rock', genre: 'Rock' }]);
    expect(found('cas')).toEqual([]);
    expect(found('album:north')).toEqual([id]);
  });

  it.each<[string, Record<string, readonly string[]>, number]>([
    ['title', { title: ['Legends'] }, 1],
    ['artist', { artist: ['Tide', 'Ember'] }, 1],
    ['album', { album: ['North'] }, 1],
    ['album artist', { albumartist: ['Various'] }, 1],
    ['genre', { genre: ['Rock', 'rock', 'Folk'] }, 1],
    ['date', { date: ['1999-05'] }, 1],
    ['track and disc', { tracknumber: ['3'], discnumber: ['2'] }, 1],
    ['composer', { composer: ['Orff'] }, 1],
    ['comment', { comment: ['x'] }, 1],
    ['picture', {}, 0],
  ])('is written as a whole or by what differs (%s), with the same result', (_, tags, pictures) => {
    const state = (): unknown => [
      row(),
      genres(),
      ['cas', 'legends', 'ember', 'tide', 'north', 'various', 'folk', 'rock', 'bach', 'orff', 'a'].map(found),
    ];
    const other = track({ ...TAGS, ...tags }, pictures);
    library.tracks.retag(id, other, 1_800_000_000_000);
    const whole = state();
    library = memoryLibrary();
    id = library.add({ tags: TAGS, pictures: [{ type: 3 }] });
    library.tracks.retag(id, other, 1_800_000_000_000, { before: track(), isShown: false });
    expect(state()).toEqual(whole);
  });

  it('keeps what is derived the same, where the caller knows what was written last', () => {
    // Marks in the database tell what is written from what stays.
    library.connection.prepare("UPDATE track SET title = 'mark', album = 'mark' WHERE id = ?").run(id);
    library.connection.prepare("UPDATE track_genre SET genre = 'mark' WHERE track_id = ?").run(id);
    library.connection.prepare('DELETE FROM track_search').run();
    library.tracks.retag(id, track({ ...TAGS, date: ['1999'] }), 5, { before: track(), isShown: false });
    expect(row()).toMatchObject({ title: 'mark', album: 'mark', year: 1999, generation: 2 });
    expect(genres()).toMatchObject([{ genre: 'mark' }, { genre: 'mark' }]);
    expect(found('cas')).toEqual([]);
    library.tracks.retag(id, track({ ...TAGS, composer: ['Orff'] }), 5, { before: track(), isShown: false });
    expect(found('cas')).toEqual([id]);
    expect(genres()).toMatchObject([{ genre: 'mark' }, { genre: 'mark' }]);
    library.tracks.retag(id, track(), 5);
    expect(row()).toMatchObject({ title: 'Čas', album: '', year: null });
    expect(genres()).toMatchObject([{ genre: 'Folk' }, { genre: 'Jazz' }]);
  });

  it('keeps its words where only the case of plain letters is another', () => {
    const named = (title: string) => track({ title: [title] });
    library.tracks.retag(id, named('Night'), 5);
    library.connection.prepare('DELETE FROM track_search').run();
    library.tracks.retag(id, named('NIGHT'), 5, { before: named('Night'), isShown: false });
    expect(found('night')).toEqual([]);
    expect(row()).toMatchObject({ title: 'NIGHT' });
    for (const title of ['NIGHTS', 'NIGHTŚ']) {
      library.connection.prepare('DELETE FROM track_search').run();
      library.tracks.retag(id, named(title), 5, { before: named('NIGHT'), isShown: false });
      expect(found('nights')).toEqual([id]);
    }
  });

  it('has the overrides of an edit, and its time where the file shows it', () => {
    const edited = track().with({ mood: ['calm'] });
    library.tracks.retag(id, edited, 7, { before: track(), isShown: false });
    const columns = () => [library.column(id, 'overrides'), library.column(id, 'edited_at')];
    expect(columns()).toEqual(['{"mood":["calm"]}', 0]);
    library.tracks.retag(id, edited, 7, { before: track(), isShown: true });
    expect(columns()).toEqual(['{"mood":["calm"]}', 7]);
    library.tracks.retag(id, track(), 7, { before: edited, isShown: true });
    expect(columns()).toEqual(['{}', 8]);
  });

  it('has changed later than before, whatever the clock says', () => {
    library.tracks.retag(id, track(), 5);
    expect(row()).toMatchObject({ changed_at: 1_700_000_001_001, generation: 2 });
  });

  it('leaves other tracks alone', () => {
    const other = library.add({ name: 'b.flac', tags: TAGS });
    library.tracks.retag(id, track({}), 1);
    expect(found('cas')).toEqual([other]);
    expect(library.column(other, 'generation')).toBe(1);
    expect(library.column(other, 'title')).toBe('Čas');
  });
});

it('takes the technical columns of its file again, and is present', () => {
  library.connection.exec('UPDATE track SET present = 0');
  library.tracks.refile(id, { kind: 'MP3', duration: 7, bitrate: 128_000, bytes: 9 });
  expect(row()).toMatchObject({ present: 1, kind: 'MP3', duration: 7, bitrate: 128_000, bytes: 9, generation: 1 });
});

describe('mending a track', () => {
  it('writes nothing where everything is as it has to be', () => {
    const before = row();
    expect(library.tracks.mend(id, track(), FILE, 1_900_000_000_000)).toBe(false);
    expect(row()).toEqual(before);
  });

  it.each([
    "title = 'x'",
    "title_key = 'x'",
    'year = 5',
    "album_artist_key = 'x'",
    'has_art = 0',
    "kind = 'x'",
    'duration = 1',
    'bitrate = 1',
    'bytes = 1',
  ])('corrects %s', (damage) => {
    const before = row();
    library.connection.exec(`UPDATE track SET ${damage}`);
    expect(library.tracks.mend(id, track(), FILE, 1_900_000_000_000)).toBe(true);
    expect(row()).toEqual({ ...before, generation: 2, changed_at: 1_900_000_000_000 });
  });

  it.each([
    "DELETE FROM track_genre WHERE genre_key = 'jazz'",
    "INSERT INTO track_genre VALUES ('rock', 1, 'Rock')",
    "UPDATE track_genre SET genre = 'folk' WHERE genre_key = 'folk'",
    'DELETE FROM track_genre',
  ])('corrects genres after %s', (damage) => {
    library.connection.exec(damage);
    expect(library.tracks.mend(id, track(), FILE, 1)).toBe(true);
    expect(genres()).toEqual([
      { genre_key: 'folk', genre: 'Folk' },
      { genre_key: 'jazz', genre: 'Jazz' },
    ]);
  });

  it('leaves the full-text index alone, which is indexed again by itself', () => {
    library.connection.exec('DELETE FROM track_search');
    library.tracks.mend(id, track(), FILE, 1);
    expect(found('cas')).toEqual([]);
    library.tracks.reindex(id, track());
    expect(found('cas')).toEqual([id]);
    library.tracks.reindex(id, track({ title: ['Legends'] }));
    expect(found('cas')).toEqual([]);
    expect(found('legends')).toEqual([id]);
  });
});

it('writes the entries of many tracks in the full-text index together, in any order', () => {
  const other = library.add({ name: 'b.flac' });
  library.tracks.together(() => {
    library.tracks.retag(other, track({ title: ['Old'] }), 1);
    library.tracks.retag(id, track({ title: ['Legends'] }), 1);
    library.tracks.retag(other, track({ title: ['New'] }), 2);
  });
  expect(found('cas OR old')).toEqual([]);
  expect([found('legends'), found('new')]).toEqual([[id], [other]]);
  library.tracks.reindex(id, track({ title: ['Later'] }));
  expect(found('later')).toEqual([id]);
});

it('writes the index again at once after work that failed', () => {
  const failing = (): never => {
    library.tracks.retag(id, track({ title: ['Lost'] }), 1);
    throw new Error('no');
  };
  expect(() => library.tracks.together(failing)).toThrow('no');
  library.tracks.reindex(id, track({ title: ['Later'] }));
  expect([found('later'), found('lost')]).toEqual([[id], []]);
});

it('collects the ids of the tracks that are written while it is asked to', () => {
  const touched = new Set<number>();
  library.tracks.watch(touched);
  const other = library.add({ name: 'b.flac' });
  library.tracks.retag(id, track(), 1);
  expect([...touched]).toEqual([other, id]);
  library.tracks.watch(null);
  library.add({ name: 'c.flac' });
  expect(touched.size).toBe(2);
});
