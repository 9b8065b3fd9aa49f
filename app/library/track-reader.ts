/** Reads tracks for display: pages of a list, one track in full, positions in a list. */
import { createHash } from 'node:crypto';
import type { FieldValue, PictureInfo, SoundInfo, TrackDetail, TrackPage, TrackRow } from '../model/tracks.ts';
import type { PictureRef, Tags } from '../../fuse/formats/layout.ts';
import type { Connection } from '../storage/connection.ts';
import { joinPath } from '../storage/path-bytes.ts';
import { effectiveTrackOf, parseOverrides, type EffectiveTrack } from './effective-track.ts';
import { PICTURE_FIELD, resolvePictures } from './pictures.ts';
import { fromJsonColumn } from '../storage/json-column.ts';
import { EFFECTIVE_TAGS } from './query/field-columns.ts';
import { parseQuery } from './query/parse.ts';
import type { SortTerm } from './query/rule.ts';
import { compileRule, compileSort, registerQueryFunctions, TRACK_TABLES, type Condition } from './query/sql.ts';

const ROW_COLUMNS = `track.id, track.title, track.artist, track.album, track.album_artist, track.genre, track.year, track.track_number,
  track.disc_number, track.duration, track.kind, track.bitrate, track.present, track.overrides, track.has_art, track.generation, file.lossless, file.name, file.error`;

interface RowColumns {
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
  readonly present: number;
  readonly overrides: string;
  readonly has_art: number;
  readonly generation: number;
  readonly lossless: number;
  readonly name: Buffer;
  readonly error: string | null;
}

interface DetailColumns extends RowColumns {
  readonly folder: Buffer;
  readonly tags: string;
  readonly pictures: string | null;
  readonly bytes: number;
  readonly sample_rate: number;
  readonly channels: number;
  readonly bits_per_sample: number | null;
  readonly added_at: number;
  readonly changed_at: number;
  readonly analysis_error: string | null;
  readonly version: number | null;
  readonly bpm: number | null;
  readonly musical_key: string | null;
  readonly spectral_centroid: number | null;
  readonly spectral_bandwidth: number | null;
  readonly rms_energy: number | null;
}

export interface ListRequest {
  readonly query: string;
  readonly sort: readonly SortTerm[];
  readonly offset: number;
  readonly limit: number;
}

interface Totals {
  readonly total: number;
  readonly duration: number;
  readonly bytes: number;
}

/** Where a media request finds its bytes. */
export interface MediaFile {
  readonly path: Uint8Array;
  readonly kind: string;
  readonly codec: string;
}

/** How many queries' totals are remembered between two changes of the database. */
const REMEMBERED_TOTALS = 64;

export class TrackReader {
  readonly #connection: Connection;
  readonly #totals = new Map<string, Totals>();
  #totalsVersion = -1;

  constructor(connection: Connection) {
    this.#connection = connection;
    registerQueryFunctions(connection);
  }

  /** @throws QueryError */
  list({ query, sort, offset, limit }: ListRequest): TrackPage {
    const parsed = parseQuery(query);
    const condition = compileRule(parsed.rule);
    const order = compileSort(parsed.sort.length > 0 ? parsed.sort : sort);
    // First the ids, from an index alone where there is one: far down a long list, rows would cost much more.
    const ids = this.#connection
      .prepare<unknown[], number>(
        `SELECT track.id FROM ${tablesFor(condition.sql + order)} WHERE ${condition.sql} ORDER BY ${order} LIMIT ? OFFSET ?`,
      )
      .pluck()
      .all(...condition.values, limit, offset);
    return { ...this.#totalsOf(condition), offset, rows: this.rows(ids) };
  }

  /** The ids of all tracks that match, in list order. @throws QueryError */
  ids(query: string, sort: readonly SortTerm[] = []): number[] {
    const parsed = parseQuery(query);
    const condition = compileRule(parsed.rule);
    const order = compileSort(parsed.sort.length > 0 ? parsed.sort : sort);
    return this.#connection
      .prepare<unknown[], number>(
        `SELECT track.id FROM ${tablesFor(condition.sql + order)} WHERE ${condition.sql} ORDER BY ${order}`,
      )
      .pluck()
      .all(...condition.values);
  }

  /** Where a track stands in a list, from 0; null when it is not in it. */
  position(query: string, sort: readonly SortTerm[], id: number): number | null {
    const parsed = parseQuery(query);
    const condition = compileRule(parsed.rule);
    const order = compileSort(parsed.sort.length > 0 ? parsed.sort : sort);
    const row = this.#connection
      .prepare<unknown[], number>(
        `SELECT position FROM (SELECT track.id, row_number() OVER (ORDER BY ${order}) - 1 AS position FROM ${TRACK_TABLES} WHERE ${condition.sql}) WHERE id = ?`,
      )
      .pluck()
      .get(...condition.values, id);
    return row ?? null;
  }

  /** Rows for ids, in their order; ids that do not exist are left out. */
  rows(ids: readonly number[]): TrackRow[] {
    const found = this.#connection
      .prepare<[string], RowColumns>(
        `SELECT ${ROW_COLUMNS} FROM ${TRACK_TABLES} WHERE track.id IN (SELECT value FROM json_each(?))`,
      )
      .all(JSON.stringify(ids));
    const byId = new Map(found.map((row) => [row.id, toRow(row)]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  /** Values of tag fields for many tracks, for listings that ask for fields of their own. */
  tags(ids: readonly number[]): Map<number, Tags> {
    const rows = this.#connection
      .prepare<[string], { id: number; tags: string }>(
        `SELECT track.id, ${EFFECTIVE_TAGS} AS tags FROM ${TRACK_TABLES} WHERE track.id IN (SELECT value FROM json_each(?))`,
      )
      .all(JSON.stringify(ids));
    return new Map(rows.map((row) => [row.id, JSON.parse(row.tags) as Tags]));
  }

  get(id: number): TrackDetail | null {
    const row = this.#connection
      .prepare<[number], DetailColumns>(`
      SELECT ${ROW_COLUMNS}, folder.path AS folder, file.tags, json_extract(file.layout, '$.pictures') AS pictures, file.size AS bytes,
        file.sample_rate, file.channels, file.bits_per_sample, track.added_at, track.changed_at, analysis.error AS analysis_error,
        analysis.version, analysis.bpm, analysis.musical_key, analysis.spectral_centroid, analysis.spectral_bandwidth, analysis.rms_energy
      FROM ${TRACK_TABLES} JOIN folder ON folder.id = file.folder_id WHERE track.id = ?`)
      .get(id);
    if (!row) return null;
    const own = fromJsonColumn<PictureRef[]>(row.pictures) ?? [];
    const track = effectiveTrackOf({ ...row, pictures: own.length });
    return {
      ...toRow(row),
      fields: this.#fields(id, track),
      path: joinPath(row.folder, row.name).toString(),
      size: row.bytes,
      sampleRate: row.sample_rate,
      channels: row.channels,
      bitsPerSample: row.bits_per_sample,
      addedAt: row.added_at,
      changedAt: row.changed_at,
      pictures: picturesOf(row, track, own),
      sound: soundOf(row),
      analysis: row.version === null ? 'pending' : row.analysis_error === null ? 'done' : { error: row.analysis_error },
    };
  }

  media(id: number): MediaFile | null {
    const row = this.#connection
      .prepare<[number], { folder: Buffer; name: Buffer; kind: string; codec: string }>(`
      SELECT folder.path AS folder, file.name, track.kind, file.codec FROM track
      JOIN file ON file.id = track.file_id JOIN folder ON folder.id = file.folder_id WHERE track.id = ?`)
      .get(id);
    return row ? { path: joinPath(row.folder, row.name), kind: row.kind, codec: row.codec } : null;
  }

  /** Every field that the file has or an edit has touched, by name. */
  #fields(id: number, track: EffectiveTrack): FieldValue[] {
    const authors = new Map(
      this.#connection
        .prepare<[{ id: number }], { field: string; author: string; at: number; batch: number }>(`
      SELECT field, author, at, batch_id AS batch FROM edit JOIN edit_batch ON edit_batch.id = batch_id
      WHERE track_id = @id AND edit.id IN (SELECT max(id) FROM edit WHERE track_id = @id GROUP BY field)`)
        .all({ id })
        .map(({ field, ...edit }) => [field, edit]),
    );
    const names = new Set([...Object.keys(track.fileTags), ...track.editedFields]);
    names.delete(PICTURE_FIELD);
    return [...names].sort().map((field) => ({
      field,
      values: track.values(field) ?? [],
      original: track.fileValues(field),
      edit: track.editedFields.includes(field) ? (authors.get(field) ?? null) : null,
    }));
  }

  #totalsOf({ sql, values }: Condition): Totals {
    const version = this.#connection.pragma('data_version', { simple: true }) as number;
    if (version !== this.#totalsVersion || this.#totals.size > REMEMBERED_TOTALS) {
      this.#totals.clear();
      this.#totalsVersion = version;
    }
    const key = JSON.stringify([sql, values]);
    let totals = this.#totals.get(key);
    if (!totals) {
      totals = this.#connection
        .prepare<unknown[], Totals>(
          `SELECT count(*) AS total, coalesce(sum(track.duration), 0) AS duration, coalesce(sum(track.bytes), 0) AS bytes FROM ${tablesFor(sql)} WHERE ${sql}`,
        )
        .get(...values)!;
      this.#totals.set(key, totals);
    }
    return totals;
  }
}

/** Leaves out the joins that a condition does not need: counting all tracks then reads one table. */
function tablesFor(sql: string): string {
  return sql.includes('file.') || sql.includes('analysis.') ? TRACK_TABLES : 'track';
}

function toRow(row: RowColumns): TrackRow {
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
    editedFields: Object.keys(parseOverrides(row.overrides)),
    art: row.has_art === 1 ? `/art/track/${row.id}?v=${row.generation}` : null,
    error: row.error,
    missing: row.present === 0,
  };
}

/** URLs carry a digest of what they show, so that a browser may keep them for ever. */
function picturesOf(row: DetailColumns, track: EffectiveTrack, own: readonly PictureRef[]): PictureInfo[] {
  return resolvePictures(track.pictures, own).map((one): PictureInfo => {
    if (one.kind === 'stored') return { url: `/art/${one.hash}`, type: one.type, mime: 'image/*', description: '' };
    const { type, mime, description } = one.picture;
    const version = createHash('sha1')
      .update(JSON.stringify([one.picture, row.bytes, row.changed_at]))
      .digest('hex')
      .slice(0, 12);
    return { url: `/art/track/${row.id}?picture=${one.index}&v=${version}`, type, mime, description };
  });
}

function soundOf(row: DetailColumns): SoundInfo | null {
  if (row.spectral_centroid === null) return null;
  return {
    bpm: row.bpm,
    key: row.musical_key,
    spectralCentroid: row.spectral_centroid,
    spectralBandwidth: row.spectral_bandwidth ?? 0,
    rmsEnergy: row.rms_energy ?? 0,
  };
}
