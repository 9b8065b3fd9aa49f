/** Makes the albums of those keys anew whose tracks have changed, and keeps the ids of albums that are still there. */
import type { Tags } from '../../../fuse/formats/layout.ts';
import type { Connection } from '../../storage/connection.ts';
import { pathText } from '../../storage/path-bytes.ts';
import { EFFECTIVE_TRACK_COLUMNS, effectiveTrackOf, type EffectiveTrackRow } from '../effective-track.ts';
import { groupAlbums } from './album-groups.ts';
import { albumColumns, inDiscOrder, type AlbumSorts, type AlbumTrack } from './album-summary.ts';
import { albumFolder, withoutDisc } from './disc-names.ts';

/** More keys than that are not one album, whatever release they name. */
const MOST_KEYS = 50;

const COLUMNS = [
  'key',
  'release',
  'title',
  'title_sort',
  'artist',
  'artist_key',
  'artist_sort',
  'various',
  'year',
  'genre',
  'kind',
  'type',
  'tracks',
  'discs',
  'duration',
  'bytes',
  'state',
  'missing',
  'added_at',
  'cover_track',
] as const;

/** The tables that albums are kept in. */
export interface AlbumTables {
  readonly album: string;
  readonly albumTrack: string;
  readonly staleKey: string;
}

const OF_THE_LIBRARY: AlbumTables = { album: 'album', albumTrack: 'album_track', staleKey: 'stale_album_key' };

interface MemberRow extends Omit<AlbumTrack, 'folder' | 'isCompilation' | 'hasArt'> {
  readonly path: Buffer;
  readonly compilation: number;
  readonly art: number;
}

export class AlbumStore {
  readonly #releases;
  readonly #keys;
  readonly #members;
  readonly #tagsOf;
  readonly #references;
  readonly #insert;
  readonly #update;
  readonly #setAlbum;
  readonly #dropEmpty;
  readonly #dropOfKey;
  readonly #done;

  constructor(connection: Connection, { album, albumTrack, staleKey }: AlbumTables = OF_THE_LIBRARY) {
    this.#releases = connection
      .prepare<[string], string>(`SELECT DISTINCT release FROM ${albumTrack} WHERE key = ? AND release IS NOT NULL`)
      .pluck();
    this.#keys = connection
      .prepare<[string], string>(`SELECT DISTINCT key FROM ${albumTrack} WHERE release = ?`)
      .pluck();
    this.#members = connection.prepare<[string], MemberRow>(`
      SELECT album_track.track_id AS trackId, album_track.album_id AS albumId, album_track.key, album_track.release,
        album_track.credit, album_track.artist, album_track.compilation, album_track.total_tracks AS totalTracks,
        album_track.total_discs AS totalDiscs, track.album, track.album_artist AS albumArtist,
        track.artist AS displayArtist, track.genre, track.kind, track.duration, track.bytes, track.year,
        track.disc_number AS disc, track.track_number AS number, track.added_at AS addedAt, track.has_art AS art,
        folder.path
      FROM ${albumTrack} AS album_track JOIN track ON track.id = track_id JOIN file ON file.id = track.file_id
        JOIN folder ON folder.id = file.folder_id
      WHERE album_track.key = ?`);
    this.#tagsOf = connection.prepare<[number], EffectiveTrackRow>(
      `SELECT ${EFFECTIVE_TRACK_COLUMNS} FROM track JOIN file ON file.id = track.file_id WHERE track.id = ?`,
    );
    this.#references = connection
      .prepare<[number], number>(`SELECT count(*) FROM ${albumTrack} WHERE album_id = ?`)
      .pluck();
    this.#insert = connection.prepare(
      `INSERT INTO ${album} (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map((name) => `@${name}`).join(', ')})`,
    );
    this.#update = connection.prepare(
      `UPDATE ${album} SET ${COLUMNS.map((name) => `${name} = @${name}`).join(', ')} WHERE id = @id`,
    );
    this.#setAlbum = connection.prepare(`UPDATE ${albumTrack} SET album_id = ? WHERE track_id = ?`);
    const isEmpty = `NOT EXISTS (SELECT 1 FROM ${albumTrack} WHERE album_id = ${album}.id)`;
    this.#dropEmpty = connection.prepare(`DELETE FROM ${album} WHERE id = ? AND ${isEmpty}`);
    this.#dropOfKey = connection.prepare(`DELETE FROM ${album} WHERE key = ? AND ${isEmpty}`);
    this.#done = connection.prepare(`DELETE FROM ${staleKey} WHERE key = ?`);
  }

  /** Inside a transaction. @returns how many tracks were looked at */
  regroup(key: string): number {
    const keys = this.#related(key);
    const tracks = keys.flatMap((one) => this.#members.all(one).map(toTrack));
    const before = new Set(tracks.flatMap(({ albumId }) => albumId ?? []));
    const groups = groupAlbums(tracks) as AlbumTrack[][];
    // The greatest album chooses its id first.
    const taken = new Set<number>();
    for (const group of groups.sort((a, b) => b.length - a.length || a[0]!.trackId - b[0]!.trackId)) {
      this.#store(inDiscOrder(group), taken);
    }
    for (const id of before) if (!taken.has(id)) this.#dropEmpty.run(id);
    for (const one of keys) {
      this.#dropOfKey.run(one);
      this.#done.run(one);
    }
    return tracks.length;
  }

  /** The key and those that share a release with it. */
  #related(key: string): string[] {
    const keys = new Set([key]);
    const releases = new Set<string>();
    for (const one of keys) {
      for (const release of this.#releases.all(one)) {
        if (releases.has(release)) continue;
        releases.add(release);
        for (const other of this.#keys.all(release)) if (keys.size < MOST_KEYS) keys.add(other);
      }
    }
    return [...keys];
  }

  #store(tracks: readonly AlbumTrack[], taken: Set<number>): void {
    const columns = albumColumns(tracks, this.#sortsOf(tracks[0]!.trackId));
    const known = this.#earlierId(tracks, taken);
    if (known !== null) this.#update.run({ ...columns, id: known });
    const id = known ?? Number(this.#insert.run(columns).lastInsertRowid);
    taken.add(id);
    for (const { trackId, albumId } of tracks) if (albumId !== id) this.#setAlbum.run(id, trackId);
  }

  /** The id of the album of which these tracks are most; null for a new album. */
  #earlierId(tracks: readonly AlbumTrack[], taken: ReadonlySet<number>): number | null {
    const counts = new Map<number, number>();
    for (const { albumId } of tracks) if (albumId !== null) counts.set(albumId, (counts.get(albumId) ?? 0) + 1);
    const likeliest = [...counts].sort(([a, most], [b, more]) => more - most || a - b);
    for (const [id, count] of likeliest) {
      if (!taken.has(id) && count * 2 > this.#references.get(id)!) return id;
    }
    return null;
  }

  #sortsOf(trackId: number): AlbumSorts {
    const { tags } = effectiveTrackOf(this.#tagsOf.get(trackId)!);
    const first = (field: string): string => valueOf(tags, field);
    return {
      album: first('albumsort'),
      artist: first('albumartistsort') || (tags['albumartist'] ? '' : first('artistsort')),
      type: first('releasetype').toLowerCase(),
    };
  }
}

function valueOf(tags: Tags, field: string): string {
  return (Object.hasOwn(tags, field) ? tags[field]?.[0] : undefined) ?? '';
}

function toTrack({ path, compilation, art, ...row }: MemberRow): AlbumTrack {
  const { folder, disc } = albumFolder(pathText(path).path);
  return {
    ...row,
    folder,
    disc: row.disc ?? disc ?? withoutDisc(row.album).disc,
    isCompilation: compilation === 1,
    hasArt: art === 1,
  };
}
