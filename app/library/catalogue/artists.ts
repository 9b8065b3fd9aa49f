/**
 * Reads artists: the people that tracks name as their artists or as those of their albums. Spellings that differ in case
 * and accents alone are one artist.
 */
import type { AlbumRow, ArtistDetail, ArtistPage, ArtistRow, ArtistSort } from '../../model/albums.ts';
import type { Connection } from '../../storage/connection.ts';
import { fold } from '../fold.ts';
import { naturalKey } from '../natural-key.ts';
import { withoutArticle } from '../sort-articles.ts';
import { compileQuery } from '../query/compile-query.ts';
import { idsOf } from '../query/condition.ts';
import { albumRows, coversOfArtists } from './albums.ts';

export interface ArtistListRequest {
  /** Artists of the tracks that match. */
  readonly query: string;
  /** Only artists whose name contains this text; empty for all. */
  readonly search: string;
  readonly sort: ArtistSort;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
}

interface ArtistCounts {
  readonly key: string;
  readonly name: string;
  /** Empty where no tag gives one. */
  readonly sortName: string;
  readonly tracks: number;
  readonly albums: number;
  readonly appearsOn: number;
}

/** How many queries' artists are remembered between two changes of the database. */
const REMEMBERED = 8;

/** How many covers stand for an artist in a list. */
const COVERS = 6;

const ARTIST_VALUES = "field_value.field IN ('artist', 'albumartist')";
const IS_OWN = "field_value.field = 'albumartist' AND (album.various = 0 OR album.artist_key = field_value.key)";

/** Remembers the artists of the latest query until the database changes: pages of one list follow one another. */
export class ArtistReader {
  readonly #connection: Connection;
  #version = -1;
  readonly #lists = new Map<string, readonly ArtistCounts[]>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** @throws QueryError */
  page({ query, search, sort, descending, offset, limit }: ArtistListRequest): ArtistPage {
    const wanted = fold(search);
    const found = this.#all(query).filter(({ key }) => key.includes(wanted));
    const sign = descending ? -1 : 1;
    const byName = (a: ArtistCounts, b: ArtistCounts): number => compare(sortKey(a), sortKey(b));
    const sorted = found.toSorted((a, b) =>
      sort === 'name' ? sign * byName(a, b) : sign * (a[sort] - b[sort]) || byName(a, b),
    );
    const coversOf = coversOfArtists(this.#connection, COVERS);
    const rows = sorted
      .slice(offset, offset + limit)
      .map((artist) => ({ ...toRow(artist), covers: coversOf(artist.key) }));
    return { total: found.length, offset, rows };
  }

  /** One artist by any spelling of the name; null when no track names it. */
  detail(name: string): ArtistDetail | null {
    const key = fold(name);
    const artist = this.#all('').find((one) => one.key === key);
    if (!artist) return null;
    const variants = this.#connection
      .prepare<[string], string>(`
        SELECT DISTINCT value FROM field_value JOIN track_value ON value_id = id
        WHERE ${ARTIST_VALUES} AND key = ? ORDER BY value`)
      .pluck()
      .all(key);
    const albums = this.#albumsOf(key, 'albumartist');
    const own = new Set(albums.map(({ id }) => id));
    const appearsOnList = this.#albumsOf(key, 'artist').filter(({ id }) => !own.has(id));
    return {
      ...toRow(artist),
      variants: variants.filter((value) => value !== artist.name),
      albums: albums.length,
      appearsOn: appearsOnList.length,
      albumList: albums,
      appearsOnList,
    };
  }

  #albumsOf(key: string, field: 'artist' | 'albumartist'): AlbumRow[] {
    // An album of several artists is nobody's own, whoever made its tracks.
    const own = field === 'albumartist' ? 'AND (album.various = 0 OR album.artist_key = ?)' : '';
    return albumRows(
      this.#connection,
      `album.id IN (SELECT album_id FROM field_value JOIN track_value ON value_id = field_value.id
        JOIN album_track ON album_track.track_id = track_value.track_id WHERE field = ? AND field_value.key = ?) ${own}`,
      [field, key, ...(own === '' ? [] : [key])],
      'album.year, album.title_sort, album.id',
    );
  }

  #all(query: string): readonly ArtistCounts[] {
    const version = this.#connection.pragma('data_version', { simple: true }) as number;
    if (version !== this.#version || this.#lists.size >= REMEMBERED) this.#lists.clear();
    this.#version = version;
    const known = this.#lists.get(query);
    if (known) return known;
    const list = this.#read(query);
    this.#lists.set(query, list);
    return list;
  }

  #read(query: string): ArtistCounts[] {
    const condition = query.trim() === '' ? null : compileQuery(this.#connection, query).condition;
    const matching = condition ? `AND track_value.track_id IN (${idsOf(condition)})` : '';
    // An album of several artists is nobody's own, whoever made its tracks.
    const counts = this.#connection
      .prepare<unknown[], Omit<ArtistCounts, 'name' | 'sortName'>>(`
        SELECT field_value.key, count(DISTINCT track_value.track_id) AS tracks,
          count(DISTINCT CASE WHEN ${IS_OWN} THEN album.id END) AS albums,
          count(DISTINCT album.id) - count(DISTINCT CASE WHEN ${IS_OWN} THEN album.id END) AS appearsOn
        FROM field_value JOIN track_value ON value_id = field_value.id
          LEFT JOIN album_track ON album_track.track_id = track_value.track_id
          LEFT JOIN album ON album.id = album_track.album_id
        WHERE ${ARTIST_VALUES} ${matching} GROUP BY field_value.key`)
      .all(...(condition?.values ?? []));
    const spellings = this.#spellings();
    return counts.map((row) => ({ ...row, ...spellings.get(row.key)! }));
  }

  /** The most frequent spelling of each artist, and how it is sorted. */
  #spellings(): Map<string, { name: string; sortName: string }> {
    const rows = this.#connection
      .prepare<[], { key: string; name: string; sortName: string | null }>(`
        SELECT key, value AS name, max(sort) AS sortName FROM (
          SELECT key, value, sort, (SELECT count(*) FROM track_value WHERE value_id = field_value.id) AS tracks
          FROM field_value WHERE ${ARTIST_VALUES})
        WHERE tracks > 0 GROUP BY key, value ORDER BY sum(tracks), value DESC`)
      .all();
    const spellings = new Map<string, { name: string; sortName: string }>();
    for (const { key, name, sortName } of rows) {
      spellings.set(key, { name, sortName: sortName ?? spellings.get(key)?.sortName ?? '' });
    }
    return spellings;
  }
}

function toRow({ name, sortName, tracks, albums, appearsOn }: ArtistCounts): ArtistRow {
  return { name, sortName: sortName || name, tracks, albums, appearsOn };
}

function sortKey({ key, sortName }: ArtistCounts): string {
  return naturalKey(sortName === '' ? withoutArticle(key) : fold(sortName));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
