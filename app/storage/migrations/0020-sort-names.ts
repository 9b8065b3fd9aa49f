/**
 * Version 20: tracks sort by what their tags give for sorting (`artistsort` and the like), and all texts in natural
 * order, "2 Unlimited" before "10cc". The columns `…_sort` are the keys by which lists sort; the columns `…_key` find
 * equal texts, and have indexes of their own.
 *
 * The functions are those of `app/library/fold.ts` and `app/library/natural-key.ts` when this version was released.
 */
import type { Connection } from '../connection.ts';

interface Row {
  readonly id: number;
  readonly title_key: string;
  readonly artist_key: string;
  readonly album_key: string;
  readonly album_artist_key: string;
  readonly tags: string;
}

/** Sorts after every text. */
const LAST = '\u{10ffff}';

export function sortNames(connection: Connection): void {
  connection.exec(`
    ALTER TABLE track ADD COLUMN artist_sort TEXT NOT NULL DEFAULT '';
    ALTER TABLE track ADD COLUMN album_sort TEXT NOT NULL DEFAULT '';
    ALTER TABLE track ADD COLUMN album_artist_sort TEXT NOT NULL DEFAULT '';
    ALTER TABLE track ADD COLUMN composer_sort TEXT NOT NULL DEFAULT '';
    DROP INDEX track_by_title;
    DROP INDEX track_by_album;
    DROP INDEX track_by_artist;
    DROP INDEX track_by_album_title;
    DROP INDEX track_by_year;
    UPDATE track SET artist_sort = artist_key, album_sort = album_key, album_artist_sort = album_artist_key,
      composer_sort = '${LAST}';
  `);
  setKeys(connection);
  setAlbumKeys(connection);
  connection.exec(`
    CREATE INDEX track_by_title ON track (title_sort, id) WHERE present = 1;
    CREATE INDEX track_by_album ON track (album_artist_sort, album_sort, disc_number, track_number, id)
      WHERE present = 1;
    CREATE INDEX track_by_artist ON track (artist_sort, album_sort, disc_number, track_number, id) WHERE present = 1;
    CREATE INDEX track_by_album_title ON track (album_sort, disc_number, track_number, id) WHERE present = 1;
    CREATE INDEX track_by_year ON track (year, album_sort, disc_number, track_number, id) WHERE present = 1;
    CREATE INDEX track_title_key ON track (title_key) WHERE present = 1;
    CREATE INDEX track_artist_key ON track (artist_key, album_key) WHERE present = 1;
    CREATE INDEX track_album_artist_key ON track (album_artist_key, album_key) WHERE present = 1;
    CREATE INDEX track_album_key ON track (album_key) WHERE present = 1;
  `);
}

/** Keys that differ from what they were made of: those with numbers, and those of tracks with tags for sorting. */
function setKeys(connection: Connection): void {
  const rows = connection
    .prepare<[], Row>(`
      SELECT track.id, title_key, artist_key, album_key, album_artist_key,
        CASE WHEN overrides = '{}' THEN file.tags ELSE json_patch(file.tags, overrides) END AS tags
      FROM track JOIN file ON file.id = track.file_id
      WHERE overrides <> '{}' OR instr(file.tags, 'sort"') > 0 OR instr(file.tags, '"composer"') > 0
        OR artist_key || album_key || album_artist_key GLOB '*[0-9]*'`)
    .all();
  const set = connection.prepare(`
    UPDATE track SET title_sort = ?, artist_sort = ?, album_sort = ?, album_artist_sort = ?, composer_sort = ? WHERE id = ?`);
  for (const { id, tags: json, ...keys } of rows) {
    const tags = JSON.parse(json) as Readonly<Record<string, readonly string[]>>;
    const sortOf = (name: string, key: string): string => keyOf(fold((tags[name] ?? []).join('; ')) || key);
    const artist = sortOf('artistsort', keys.artist_key);
    const composer = fold((tags['composer'] ?? []).join('; ')) || LAST;
    const albumArtist = sortOf(
      'albumartistsort',
      tags['albumartist'] === undefined && tags['artistsort'] !== undefined ? '' : keys.album_artist_key,
    );
    set.run(
      sortOf('titlesort', keys.title_key),
      artist,
      sortOf('albumsort', keys.album_key),
      albumArtist || artist,
      sortOf('composersort', composer),
      id,
    );
  }
}

function setAlbumKeys(connection: Connection): void {
  const rows = connection
    .prepare<[], { id: number; artist_sort: string }>(
      "SELECT id, artist_sort FROM album WHERE artist_sort GLOB '*[0-9]*'",
    )
    .all();
  const set = connection.prepare('UPDATE album SET artist_sort = ? WHERE id = ?');
  for (const { id, artist_sort } of rows) set.run(keyOf(artist_sort), id);
}

function keyOf(text: string): string {
  return text.replace(/[0-9]+/g, (digits) => {
    const value = digits.replace(/^0+/, '');
    return `${':'.repeat(Math.floor(value.length / 10))}${value.length % 10}${value}`;
  });
}

const LETTERS: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  þ: 'th',
  ð: 'd',
  ı: 'i',
};

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[øłđæœßþðı]/g, (letter) => LETTERS[letter]!);
}
