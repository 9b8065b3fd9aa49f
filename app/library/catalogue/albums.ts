/** Reads albums: pages of a list, and one album with its tracks. */
import type { AlbumDetail, AlbumDisc, AlbumFilter, AlbumPage, AlbumRow, AlbumSort } from '../../model/albums.ts';
import type { TrackRow } from '../../model/tracks.ts';
import type { Connection } from '../../storage/connection.ts';
import { effectiveTrackOf, EFFECTIVE_TRACK_COLUMNS, type EffectiveTrackRow } from '../effective-track.ts';
import { compileQuery } from '../query/compile-query.ts';
import { idsOf } from '../query/condition.ts';
import type { TrackReader } from '../track-reader.ts';
import { completenessOf } from './completeness.ts';
import { albumFolder, withoutDisc } from './disc-names.ts';
import { pathText } from '../../storage/path-bytes.ts';

export interface AlbumListRequest {
  /** Albums with a track that matches. */
  readonly query: string;
  readonly filter: AlbumFilter | null;
  readonly sort: AlbumSort;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
}

/** Columns of `album LEFT JOIN track AS cover`, as `toAlbumRow` reads them. */
const COLUMNS = `album.id, album.title, album.artist, album.various, album.year, album.genre, album.kind, album.type,
  album.tracks, album.discs, album.duration, album.bytes, album.state, album.missing, album.added_at AS addedAt,
  album.release, cover.id AS coverId, cover.generation AS coverGeneration`;
const TABLES = 'album LEFT JOIN track AS cover ON cover.id = album.cover_track';

const ORDER: Readonly<Record<AlbumSort, readonly string[]>> = {
  artist: ['album.artist_sort', 'album.year', 'album.title_sort', 'album.id'],
  title: ['album.title_sort', 'album.artist_sort', 'album.id'],
  year: ['album.year', 'album.artist_sort', 'album.title_sort', 'album.id'],
  added: ['album.added_at', 'album.id'],
  plays: [
    `(SELECT sum(track.plays) FROM album_track JOIN track ON track.id = track_id WHERE album_id = album.id)`,
    'album.artist_sort',
    'album.title_sort',
    'album.id',
  ],
  tracks: ['album.tracks', 'album.id'],
  length: ['album.duration', 'album.id'],
  missing: ['album.missing', 'album.id'],
  cover: ['album.cover_track IS NOT NULL', 'album.artist_sort', 'album.year', 'album.title_sort', 'album.id'],
};

const FILTERS: Readonly<Record<AlbumFilter, string>> = {
  'without-cover': 'album.cover_track IS NULL',
  incomplete: "album.state = 'incomplete'",
};

interface AlbumColumns extends Omit<AlbumRow, 'various' | 'art'> {
  readonly various: number;
  readonly coverId: number | null;
  readonly coverGeneration: number | null;
}

interface PlaceRow extends EffectiveTrackRow {
  readonly id: number;
  readonly album: string;
  readonly path: Buffer;
  readonly totalTracks: number | null;
  readonly totalDiscs: number | null;
}

/** A page of the albums that have a matching track. @throws QueryError */
export function albumPage(
  connection: Connection,
  { query, filter, sort, descending, offset, limit }: AlbumListRequest,
): AlbumPage {
  const { sql: matching, values } = albumsWith(connection, query);
  const sql = filter === null ? matching : `${matching} AND ${FILTERS[filter]}`;
  // Ties keep their usual order: an artist's albums are by year, whichever way the artists are sorted.
  const order = ORDER[sort].map((column, at) => `${column} ${descending && at === 0 ? 'DESC' : 'ASC'}`).join(', ');
  const total = connection
    .prepare<unknown[], number>(`SELECT count(*) FROM album WHERE ${sql}`)
    .pluck()
    .get(...values)!;
  const rows = connection
    .prepare<unknown[], AlbumColumns>(
      `SELECT ${COLUMNS} FROM ${TABLES} WHERE ${sql} ORDER BY ${order} LIMIT ? OFFSET ?`,
    )
    .all(...values, limit, offset);
  return { total, offset, rows: rows.map(toAlbumRow) };
}

/** One album with its tracks; null when there is none. */
export function albumDetail(connection: Connection, tracks: TrackReader, id: number): AlbumDetail | null {
  const album = albumRows(connection, 'album.id = ?', [id], 'album.id')[0];
  if (!album) return null;
  const places = connection
    .prepare<[number], PlaceRow>(`
      SELECT track.id, track.album, folder.path, total_tracks AS totalTracks, total_discs AS totalDiscs,
        ${EFFECTIVE_TRACK_COLUMNS}
      FROM album_track JOIN track ON track.id = track_id JOIN file ON file.id = track.file_id
        JOIN folder ON folder.id = file.folder_id
      WHERE album_id = ?`)
    .all(id);
  const discs = new Map<number, { disc: number | null; subtitle: string; tracks: TrackRow[] }>();
  const byId = new Map(places.map((place) => [place.id, place]));
  const discOf = (row: TrackRow): number | null => {
    const { path, album: title } = byId.get(row.id)!;
    return row.discNumber ?? albumFolder(pathText(path).path).disc ?? withoutDisc(title).disc;
  };
  const rows = tracks.rows([...byId.keys()]);
  for (const row of rows) {
    const disc = discOf(row);
    const list = discs.get(disc ?? 0) ?? { disc, subtitle: '', tracks: [] };
    list.subtitle ||= effectiveTrackOf(byId.get(row.id)!).tags['discsubtitle']?.[0] ?? '';
    list.tracks.push(row);
    discs.set(disc ?? 0, list);
  }
  return {
    ...album,
    completeness: completenessOf(
      rows.map((row) => {
        const { totalTracks, totalDiscs } = byId.get(row.id)!;
        return { disc: discOf(row), number: row.trackNumber, totalTracks, totalDiscs };
      }),
    ),
    discList: [...discs].sort(([a], [b]) => a - b).map(([, disc]): AlbumDisc => ({ ...disc, tracks: inOrder(disc) })),
  };
}

/** Rows of albums. @param where a condition on `album` */
export function albumRows(
  connection: Connection,
  where: string,
  values: readonly unknown[],
  order: string,
): AlbumRow[] {
  return connection
    .prepare<unknown[], AlbumColumns>(`SELECT ${COLUMNS} FROM ${TABLES} WHERE ${where} ORDER BY ${order}`)
    .all(...values)
    .map(toAlbumRow);
}

/**
 * Returns a reader of the paths of covers: those of the first `limit` albums by year that are the artist's with that key,
 * and not that artist's together with others.
 */
export function coversOfArtists(connection: Connection, limit: number): (artistKey: string) => string[] {
  const albums = connection.prepare<[string, number], { id: number; generation: number }>(`
    SELECT track.id, track.generation FROM album JOIN track ON track.id = album.cover_track
    WHERE album.artist_key = ? ORDER BY album.year, album.title_sort, album.id LIMIT ?`);
  return (artistKey) => albums.all(artistKey, limit).map(({ id, generation }) => coverPath(id, generation));
}

function inOrder({ tracks }: { readonly tracks: readonly TrackRow[] }): TrackRow[] {
  return tracks.toSorted((a, b) => (a.trackNumber ?? Infinity) - (b.trackNumber ?? Infinity) || a.id - b.id);
}

/** The condition of albums with a track that matches the query. These are looked for once, to be counted and listed. */
function albumsWith(connection: Connection, query: string): { sql: string; values: readonly (string | number)[] } {
  if (query.trim() === '') return { sql: '1', values: [] };
  const { condition } = compileQuery(connection, query);
  const ids = connection
    .prepare<unknown[], number | null>(
      `SELECT DISTINCT album_id FROM album_track WHERE track_id IN (${idsOf(condition)})`,
    )
    .pluck()
    .all(...condition.values);
  return { sql: 'album.id IN (SELECT value FROM json_each(?))', values: [JSON.stringify(ids)] };
}

function toAlbumRow({ various, coverId, coverGeneration, ...row }: AlbumColumns): AlbumRow {
  return {
    ...row,
    various: various === 1,
    art: coverId === null ? null : coverPath(coverId, coverGeneration!),
  };
}

function coverPath(track: number, generation: number): string {
  return `/art/track/${track}?v=${generation}`;
}
