/**
 * A track as the checks of tags and albums see it: its tags in force, its file, its album, and its cover. Tracks whose
 * file is missing or cannot be read are left out: other checks tell of them.
 */
import { ActionTrack } from '../actions/action-track.ts';
import {
  ACTION_TRACK_COLUMNS,
  ACTION_TRACK_TABLES,
  placeOf,
  trackFacts,
  type ActionTrackRow,
  type FolderRow,
} from '../actions/track-pages.ts';
import type { Connection } from '../storage/connection.ts';
import { joinPath } from '../storage/path-bytes.ts';
import { CoverSizes } from './cover-sizes.ts';

/** The album that the catalogue has put a track into. */
export interface AlbumOfTrack {
  readonly id: number;
  readonly title: string;
  readonly artist: string;
  readonly isVarious: boolean;
}

export interface CheckedTrack {
  readonly trackId: number;
  readonly tags: ActionTrack;
  readonly path: Buffer;
  readonly codec: string;
  /** Null for a track without an album. */
  readonly album: AlbumOfTrack | null;
  readonly disc: number | null;
  readonly number: number | null;
  readonly year: number | null;
  /** From its own field, or behind the number: 3/12. */
  readonly totalTracks: number | null;
  readonly totalDiscs: number | null;
  /** MusicBrainz release id. */
  readonly release: string | null;
  readonly hasCover: boolean;
  /** Bytes of the front cover, as far as they are known without reading it. */
  readonly coverBytes: number | null;
}

interface CheckedRow extends ActionTrackRow, FolderRow {
  readonly codec: string;
  readonly albumId: number | null;
  readonly albumTitle: string | null;
  readonly albumArtist: string | null;
  readonly various: number | null;
  readonly disc: number | null;
  readonly number: number | null;
  readonly year: number | null;
  readonly totalTracks: number | null;
  readonly totalDiscs: number | null;
  readonly release: string | null;
  readonly art: number;
  readonly ownPictures: string | null;
}

const COLUMNS = `${ACTION_TRACK_COLUMNS}, file.codec, album.id AS albumId, album.title AS albumTitle,
  album.artist AS albumArtist, album.various, track.disc_number AS disc, track.track_number AS number, track.year,
  album_track.total_tracks AS totalTracks, album_track.total_discs AS totalDiscs, album_track.release,
  track.has_art AS art, iif(track.has_art, json_extract(file.layout, '$.pictures'), NULL) AS ownPictures`;

/** These tracks, in their order. */
export function readCheckedTracks(connection: Connection, ids: readonly number[]): CheckedTrack[] {
  const covers = new CoverSizes(connection);
  const rows = connection
    .prepare<[string], CheckedRow>(`
      SELECT ${COLUMNS} FROM ${ACTION_TRACK_TABLES} LEFT JOIN album_track ON album_track.track_id = track.id
        LEFT JOIN album ON album.id = album_track.album_id
      WHERE track.id IN (SELECT value FROM json_each(?)) AND track.present = 1 AND file.error IS NULL`)
    .all(JSON.stringify(ids));
  const byId = new Map(rows.map((row) => [row.id, toTrack(row, covers)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function toTrack(row: CheckedRow, covers: CoverSizes): CheckedTrack {
  const { id, codec, disc, number, year, totalTracks, totalDiscs, release, folder, name } = row;
  const album =
    row.albumId === null
      ? null
      : { id: row.albumId, title: row.albumTitle!, artist: row.albumArtist!, isVarious: row.various === 1 };
  return {
    trackId: id,
    tags: new ActionTrack(trackFacts(row, placeOf(row))),
    path: joinPath(folder, name),
    codec,
    album,
    disc,
    number,
    year,
    totalTracks,
    totalDiscs,
    release,
    hasCover: row.art === 1,
    coverBytes: row.art === 1 ? covers.bytesOf(row) : null,
  };
}
