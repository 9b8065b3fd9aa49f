/** Rows of track tables, as lists show them. */
import type { TrackRow } from '../model/tracks.ts';
import { parseOverrides } from './effective-track.ts';
import { asideName } from './set-aside.ts';
import { tagOverrides } from './personal-fields.ts';

/** The columns that `toRow` reads, of `TRACK_TABLES`. */
export const ROW_COLUMNS = `track.id, track.title, track.artist, track.album, track.album_artist, track.genre,
  track.year, track.track_number, track.disc_number, track.duration, track.kind, track.bitrate, track.aside,
  track.overrides, track.rating, track.favourite, track.plays, track.skips, track.last_played, track.has_art, track.generation, file.lossless, file.name, file.error, file.missing_since`;

export interface RowColumns {
  readonly id: number;
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  readonly album_artist: string;
  readonly genre: string;
  readonly year: number | null;
  readonly track_number: number | null;
  readonly disc_number: number | null;
  readonly duration: number;
  readonly kind: string;
  readonly bitrate: number;
  readonly aside: number;
  readonly overrides: string;
  readonly rating: number | null;
  readonly favourite: number;
  readonly plays: number;
  readonly skips: number;
  readonly last_played: number | null;
  readonly has_art: number;
  readonly generation: number;
  readonly lossless: number;
  readonly name: Buffer;
  readonly error: string | null;
  readonly missing_since: number | null;
}

/** The row of a table that these columns make. */
export function toRow(row: RowColumns): TrackRow {
  return {
    id: row.id,
    title: row.title,
    artist: row.artist,
    album: row.album,
    albumArtist: row.album_artist,
    genre: row.genre,
    year: row.year,
    trackNumber: row.track_number,
    discNumber: row.disc_number,
    duration: row.duration,
    kind: row.kind,
    lossless: row.lossless === 1,
    bitrate: row.bitrate,
    fileName: row.name.toString(),
    editedFields: Object.keys(tagOverrides(parseOverrides(row.overrides))),
    rating: row.rating,
    favourite: row.favourite === 1,
    plays: row.plays,
    skips: row.skips,
    lastPlayed: row.last_played,
    art: row.has_art === 1 ? `/art/track/${row.id}?v=${row.generation}` : null,
    error: row.error,
    missing: row.missing_since !== null,
    aside: asideName(row.aside),
  };
}
