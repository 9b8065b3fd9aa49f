import { beforeAll, describe, expect, it } from 'vitest';
import { memoryLibrary, TESTER, type MemoryLibrary } from '../testing-library.ts';
import { PlaylistConditions } from '../playlists/playlist-conditions.ts';
import { parseQuery } from './parse.ts';
import type { SortTerm } from './rule.ts';
import { TRACK_TABLES } from './condition.ts';
import { compileRule, compileSort, indexOfSort } from './sql.ts';

let library: MemoryLibrary;
const none = { condition: () => ({ sql: '0', values: [] }) };

/** The files' names without extension, in order of their ids. */
function find(query: string): string {
  const { sql, values } = compileRule(parseQuery(query).rule, new PlaylistConditions(library.connection));
  return library.connection
    .prepare<unknown[], string>(`SELECT CAST(file.name AS TEXT) FROM ${TRACK_TABLES} WHERE ${sql} ORDER BY track.id`)
    .pluck()
    .all(...values)
    .map((name) => name.replace(/\..*/, ''))
    .join(' ');
}

beforeAll(() => {
  library = memoryLibrary();
  library.add({
    name: 'a.flac',
    folder: '/music/Ärger',
    tags: {
      title: ['Čas'],
      artist: ['Émile'],
      album: ['North'],
      genre: ['Folk', 'Jazz'],
      date: ['1999-05-01'],
      tracknumber: ['2/9'],
      mood: ['Calm', 'Warm'],
      bpm: ['98'],
      'odd\\': ['x'],
      'od"d': ['y'],
    },
    duration: 270,
    pictures: [{}],
    bitsPerSample: 24,
  });
  library.add({
    name: 'b.mp3',
    tags: { title: ['AC/DC & friends'], artist: ['Emil'], albumartist: ['Various'], date: ['2008'], discnumber: ['2'] },
    codec: 'mp3',
    duration: 270.9,
    bitrate: 320_000,
    lossless: false,
    bitsPerSample: null,
    size: 2000,
  });
  library.add({ name: 'c.flac', tags: {}, duration: 271, channels: 1, sampleRate: 96_000 });
  library.add({ name: 'gone.flac', tags: { title: ['Čas'] }, missingSince: 5 });
  library.add({ name: 'broken.flac', tags: {}, error: 'no audio', duration: 0 });
  library.edits.apply([3], { title: ['mine'], artist: ['Émile'] }, TESTER);
  library.connection.exec(
    `INSERT INTO analysis (file_id, version, analysed_at, fingerprint, bpm) VALUES (1, 1, 1, x'01', 120), (2, 1, 1, NULL, 140);
     UPDATE track SET added_at = id * 1000, edited_at = iif(id = 3, 9000, 0);`,
  );
});

describe('a query finds tracks', () => {
  it.each([
    // Words: all of them, as beginnings of words, without accents and case; signs as they are.
    ['cas', 'a'],
    ['ČA', 'a'],
    ['as', ''],
    ['frie ac', 'b'],
    ['frie cas', ''],
    ['&', 'b'],
    ['/ fr', 'b'],
    ['& cas', ''],
    ['mine', 'c'],
    ['-cas', 'b c broken'],
    ['"ac/dc"', 'b'],
    // Text columns.
    ['title:a', 'a b'],
    ['title:=cas', 'a'],
    ['title:=ca', ''],
    ['title::^č', 'a'],
    ['title::^m', 'c'],
    ['title::^c', ''],
    ['artist:emil', 'a b c'],
    ['artist:=emile', 'a c'],
    ['artist:==Émile', 'a c'],
    ['artist:==emile', ''],
    ['artist:=""', 'broken'],
    ['-artist:=""', 'a b c'],
    ['album:=""', 'b c broken'],
    ['albumartist:various', 'b'],
    ['kind:mp3', 'b'],
    ['kind:=MP3', 'b'],
    // Genres.
    ['genre:jaz', 'a'],
    ['genre:=JAZZ', 'a'],
    ['genre:==Jazz', 'a'],
    ['genre:==JAZZ', ''],
    ['genre:==""', 'b c broken'],
    ['genre:=jaz', ''],
    ['genre::^J', 'a'],
    ['genre:=""', 'b c broken'],
    ['-genre:folk', 'b c broken'],
    // Paths.
    ['path:arger', 'a'],
    ['path:arger/a.flac', 'a'],
    ['path:=/music/b.mp3', 'b'],
    ['path::mp3$', 'b'],
    // Tags without a column.
    ['mood:war', 'a'],
    ['mood:=calm', 'a'],
    ['mood:==Calm', 'a'],
    ['mood:==calm', ''],
    ['year:==1999', 'a'],
    ['mood:=cal', ''],
    ['mood::^w', 'a'],
    ['mood:=""', 'b c broken'],
    ['has:mood', 'a'],
    ['has:odd\\', 'a'],
    ['missing:odd\\', 'b c broken'],
    ['has:"od""d"', 'a'],
    ['has:x\\', ''],
    ['has:"x"""', ''],
    ['missing:mood', 'b c broken'],
    ['"no:such"', ''],
    // Numbers.
    ['year:1999', 'a'],
    ['year:1999..2008', 'a b'],
    ['year:2000..', 'b'],
    ['year:..2000', 'a'],
    ['year:..', 'a b'],
    ['year:=""', 'c broken'],
    ['-year:1999', 'b c broken'],
    ['year::^19', 'a'],
    ['has:year', 'a b'],
    ['track:2', 'a'],
    ['disc:2', 'b'],
    ['bitrate:320000', 'b'],
    ['size:1500..', 'b'],
    ['samplerate:96000', 'c'],
    ['bitdepth:24', 'a'],
    ['missing:bitdepth', 'b'],
    ['channels:1', 'c'],
    ['bpm:98', 'a'],
    ['bpm:140', 'b'],
    ['bpm:120', ''],
    ['id:2..3', 'b c'],
    // A length means all that is shown as it.
    ['length:4:30', 'a b'],
    ['length:..4:29', 'broken'],
    ['length:4:31', 'c'],
    // Dates.
    ['edited:1970', 'c'],
    ['has:edited', 'c'],
    ['added:..1969', ''],
    ['added:1970', 'a b c broken'],
    // Pictures and states.
    ['has:art', 'a'],
    ['has:picture', 'a'],
    ['missing:cover', 'b c broken'],
    ['is:edited', 'c'],
    ['is:lossless', 'a c broken'],
    ['is:broken', 'broken'],
    ['is:analysed', 'a'],
    ['-is:analysed', 'b c broken'],
    // Missing files are shown only where they are asked for, however deep.
    ['is:missing', 'gone'],
    ['is:missing cas', 'gone'],
    ['-is:missing', 'a b c broken'],
    ['cas (is:missing , kind:flac)', 'a gone'],
    ['-(-is:missing)', 'gone'],
    // Groups.
    ['cas , mine', 'a c'],
    ['(cas , mine) is:edited', 'c'],
    ['-(cas , mine)', 'b broken'],
    ['', 'a b c broken'],
  ])('%s: %s', (query, names) => {
    expect(find(query)).toBe(names);
  });

  it('by nothing that is spliced into SQL', () => {
    for (const text of [`'`, `"a""b"`, `x'); DROP TABLE track; --`, '%', '_', '*', 'NEAR(a b)', 'a AND']) {
      expect(find(`title:"${text.replaceAll('"', '""')}"`)).toBe('');
    }
    expect(find(`"o""r"`)).toBe('');
  });

  it('by more regular expressions than are remembered', () => {
    for (let i = 0; i < 150; i++) expect(find(`title::^č{1}.{${i}}$`)).toBe(i === 2 ? 'a' : '');
    expect(find('title::^č')).toBe('a');
  });

  it('at once by an expression that a backtracking engine would never finish', () => {
    const shared = library;
    library = memoryLibrary();
    library.add({ name: 'long.flac', tags: { title: [`${'a'.repeat(5000)}!`] } });
    expect(find('title::^(a+)+$')).toBe('');
    expect(find('title::^(a+)+!$')).toBe('long');
    library = shared;
  });

  it('can have as many terms of any kind as a query may have', () => {
    for (const term of ['a ', 'x:a ', '-x:a ', 'x:a , ', '(-x:a)', 'y::a ', '+ ', '-+ ']) {
      expect(() => find(term.repeat(500)), term).not.toThrow();
    }
  });

  it('refuses a range of what has no order', () => {
    for (const field of ['title', 'genre', 'path', 'mood']) {
      expect(() => compileRule({ range: { field, from: 1, to: 2 } }, none)).toThrow(
        expect.objectContaining({
          name: 'QueryError',
          message: `${field} has no order that a range could be taken of`,
          position: 0,
          said: { code: 'query-no-order', values: { field } },
        }),
      );
    }
  });

  it('no track matches one of no alternatives', () => {
    expect(compileRule({ any: [] }, none).sql).toContain('0');
    expect(compileRule({ all: [] }, none)).toMatchObject({ sql: '(track.present = 1 AND 1)', values: [] });
  });
});

describe('sorting', () => {
  function sorted(...terms: SortTerm[]): string {
    return library.connection
      .prepare<[], string>(
        `SELECT CAST(file.name AS TEXT) FROM ${TRACK_TABLES} WHERE present = 1 ORDER BY ${compileSort(terms)}`,
      )
      .pluck()
      .all()
      .map((name) => name.replace(/\..*/, ''))
      .join(' ');
  }

  it.each([
    ['title', false, 'b broken a c'],
    ['title', true, 'c a broken b'],
    ['length', false, 'broken a b c'],
    ['artist', false, 'b a c broken'],
    ['album', false, 'a c broken b'],
    ['track', true, 'a broken c b'],
    ['disc', true, 'b a broken c'],
    ['genre', true, 'broken c b a'],
    ['composer', false, 'a c broken b'],
    ['changed', false, 'a b broken c'],
    ['bitrate', false, 'b a c broken'],
    ['size', true, 'b broken c a'],
    ['year', true, 'b a c broken'],
    ['added', true, 'broken c b a'],
    ['id', false, 'a b c broken'],
  ])('by %s, descending %s: %s', (field, descending, names) => {
    expect(sorted({ field, descending })).toBe(names);
  });

  it('goes by the album artist where nothing else is said', () => {
    expect(compileSort([])).toBe(compileSort([{ field: 'albumartist', descending: false }]));
    expect(sorted()).toBe('a c b broken');
  });

  it('goes by the later terms where the first are equal', () => {
    expect(sorted({ field: 'kind', descending: false }, { field: 'id', descending: true })).toBe('broken c a b');
    expect(compileSort([{ field: 'kind', descending: false }])).toBe('track.kind ASC, track.id ASC');
  });

  it('names each column once', () => {
    const columns = compileSort([
      { field: 'artist', descending: false },
      { field: 'album', descending: false },
    ]).split(', ');
    expect(new Set(columns).size).toBe(columns.length);
  });

  it('lets every term count, in its own direction', () => {
    const year = { field: 'year', descending: true };
    expect(compileSort([year, { field: 'title', descending: false }])).toBe(
      'track.year DESC, track.title_sort ASC, track.id ASC',
    );
    expect(compileSort([year, { field: 'title', descending: true }])).toBe(
      'track.year DESC, track.title_sort DESC, track.id DESC',
    );
  });

  it('keeps the order inside albums where it is descending', () => {
    expect(compileSort([{ field: 'artist', descending: true }])).toBe(
      'track.artist_sort DESC, track.album_sort DESC, track.disc_number ASC, track.track_number ASC, track.id ASC',
    );
  });

  it.each([
    ['title', 'track_by_title'],
    ['artist', 'track_by_artist'],
    ['albumartist', 'track_by_album'],
    ['album', 'track_by_album_title'],
    ['year', 'track_by_year'],
    ['added', 'track_by_added'],
    ['rating', 'track_by_rating'],
    ['plays', 'track_by_plays'],
    ['lastplayed', 'track_by_last_played'],
    ['id', 'track_totals'],
  ])('by %s reads a page from an index in both directions, without sorting the library', (field, index) => {
    for (const descending of [false, true]) {
      const details = library.connection
        .prepare<[number, number], { detail: string }>(
          `EXPLAIN QUERY PLAN SELECT track.id FROM track WHERE present = 1 ORDER BY ${compileSort([{ field, descending }])}
            LIMIT ? OFFSET ?`,
        )
        .all(9, 9)
        .map(({ detail }) => detail);
      expect(indexOfSort([{ field, descending }])).toBe(index);
      expect(details[0]).toContain(`COVERING INDEX ${index}`);
      expect(details).not.toContain('USE TEMP B-TREE FOR ORDER BY');
    }
  });

  it('refuses a field that tracks cannot be sorted by', () => {
    expect(() => compileSort([{ field: 'mood', descending: false }])).toThrow(
      expect.objectContaining({
        name: 'QueryError',
        message: 'tracks cannot be sorted by "mood"',
        position: 0,
        said: { code: 'query-sort', values: { field: 'mood' } },
      }),
    );
  });
});
