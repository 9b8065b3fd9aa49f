/**
 * Everything that the library knows about tracks, page by page, for programs other than Descant. The form
 * is documented in docs/export.md and only ever gets fields added.
 */
import type { ExportedEdit, ExportedTrack, ExportPage } from '../model/export.ts';
import type { Connection } from '../storage/connection.ts';
import { fromJsonColumn } from '../storage/json-column.ts';
import { EFFECTIVE_TRACK_COLUMNS, effectiveTrackOf, type EffectiveTrackRow } from './effective-track.ts';
import { joinPath, pathText } from '../storage/path-bytes.ts';
import { PlaylistConditions } from './playlists/playlist-conditions.ts';
import { compileQuery } from './query/compile-query.ts';
import type { Rule } from './query/rule.ts';
import { TRACK_TABLES } from './query/condition.ts';
import { compileRule } from './query/sql.ts';

/** Which tracks an export has: without a query all, also missing ones; with one, what a list of tracks shows for it. */
export interface ExportSelection {
  readonly query: string;
  /** These tracks and no others, whatever the query, also where a list does not show them. */
  readonly ids?: readonly number[] | undefined;
  /** Without a query only what a list of tracks shows. */
  readonly listed?: boolean | undefined;
}

export interface ExportRequest extends ExportSelection {
  /** Id of the last track of the page before; 0 for the first. */
  readonly after: number;
  readonly limit: number;
  /** With every edit of each track. */
  readonly history: boolean;
}

interface TrackColumns extends EffectiveTrackRow {
  readonly id: number;
  readonly folder: Buffer;
  readonly missingSince: number | null;
  readonly addedAt: number;
  readonly changedAt: number;
  readonly editedAt: number;
  readonly scannedAt: number;
  readonly error: string | null;
  readonly kind: string;
  readonly codec: string;
  readonly container: string | null;
  readonly duration: number;
  readonly sampleRate: number;
  readonly channels: number;
  readonly bitsPerSample: number | null;
  readonly bitrate: number;
  readonly lossless: number;
  readonly size: number;
  readonly modifiedMs: number;
  readonly analysedAt: number | null;
  readonly analysisError: string | null;
  readonly bpm: number | null;
  readonly musicalKey: string | null;
  readonly spectralCentroid: number | null;
  readonly spectralBandwidth: number | null;
  readonly rmsEnergy: number | null;
}

interface EditColumns {
  readonly trackId: number;
  readonly batch: number;
  readonly author: string;
  readonly authorKind: string;
  readonly at: number;
  readonly note: string;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly undoes: number | null;
  readonly undoneBy: number | null;
  readonly compacted: number;
}

const COLUMNS = `track.id, folder.path AS folder, file.missing_since AS missingSince, track.added_at AS addedAt,
  track.changed_at AS changedAt, track.edited_at AS editedAt, file.scanned_at AS scannedAt, ${EFFECTIVE_TRACK_COLUMNS},
  file.error, track.kind, file.codec, json_extract(file.layout, '$.container') AS container, file.duration,
  file.sample_rate AS sampleRate, file.channels, file.bits_per_sample AS bitsPerSample, file.bitrate, file.lossless,
  file.size, file.mtime_ns / 1000000 AS modifiedMs, analysis.analysed_at AS analysedAt,
  analysis.error AS analysisError, analysis.bpm, analysis.musical_key AS musicalKey,
  analysis.spectral_centroid AS spectralCentroid, analysis.spectral_bandwidth AS spectralBandwidth,
  analysis.rms_energy AS rmsEnergy`;

const TABLES = `${TRACK_TABLES} JOIN folder ON folder.id = file.folder_id`;

/** A rule that holds for every track, and leaves the missing ones in. */
const ALL_TRACKS: Rule = { any: [{ state: 'missing' }, { not: { state: 'missing' } }] };

/** Which tracks a command for whole libraries is about: see `ExportSelection`. @throws QueryError */
export function tracksOf(connection: Connection, query: string, { ids, listed }: Omit<ExportSelection, 'query'> = {}) {
  if (ids) return { sql: 'track.id IN (SELECT value FROM json_each(?))', values: [JSON.stringify(ids)] };
  return query.trim() === '' && !listed
    ? compileRule(ALL_TRACKS, new PlaylistConditions(connection))
    : compileQuery(connection, query, { scope: 'tracks' }).condition;
}

/** How many tracks an export has. @throws QueryError */
export function countExported(connection: Connection, selection: ExportSelection): number {
  const { sql, values } = tracksOf(connection, selection.query, selection);
  return connection
    .prepare<unknown[], number>(`SELECT count(*) FROM ${TRACK_TABLES} WHERE ${sql}`)
    .pluck()
    .get(...values)!;
}

/** A page of tracks, in order of id. The connection has to have the functions of queries. @throws QueryError */
export function exportPage(connection: Connection, { after, limit, history, ...selection }: ExportRequest): ExportPage {
  const { sql, values } = tracksOf(connection, selection.query, selection);
  const rows = connection
    .prepare<unknown[], TrackColumns>(
      `SELECT ${COLUMNS} FROM ${TABLES} WHERE track.id > ? AND ${sql} ORDER BY track.id LIMIT ?`,
    )
    .all(after, ...values, limit);
  const edits = history
    ? editsOf(
        connection,
        rows.map(({ id }) => id),
      )
    : null;
  return {
    tracks: rows.map((row) => ({ ...toTrack(row), ...(edits ? { history: edits.get(row.id) ?? [] } : {}) })),
    next: rows.length < limit ? null : rows.at(-1)!.id,
  };
}

function toTrack(row: TrackColumns): ExportedTrack {
  const { tags, fileTags, overrides, pictures } = effectiveTrackOf(row);
  return {
    id: row.id,
    ...pathText(joinPath(row.folder, row.name)),
    missingSince: time(row.missingSince),
    addedAt: time(row.addedAt)!,
    changedAt: time(row.changedAt)!,
    editedAt: row.editedAt === 0 ? null : time(row.editedAt),
    scannedAt: time(row.scannedAt)!,
    tags,
    fileTags,
    overrides,
    pictures,
    technical: {
      kind: row.kind,
      codec: row.codec,
      container: row.container,
      duration: row.duration,
      sampleRate: row.sampleRate,
      channels: row.channels,
      bitsPerSample: row.bitsPerSample,
      bitrate: row.bitrate,
      lossless: row.lossless === 1,
      size: row.size,
      modifiedAt: time(row.modifiedMs)!,
      error: row.error,
    },
    sound:
      row.analysedAt === null
        ? null
        : {
            analysedAt: time(row.analysedAt)!,
            error: row.analysisError,
            bpm: row.bpm,
            key: row.musicalKey,
            spectralCentroid: row.spectralCentroid,
            spectralBandwidth: row.spectralBandwidth,
            rmsEnergy: row.rmsEnergy,
          },
  };
}

/** Every edit of the tracks, oldest first. */
function editsOf(connection: Connection, ids: readonly number[]): Map<number, ExportedEdit[]> {
  const rows = connection
    .prepare<[string], EditColumns>(`
    SELECT edit.track_id AS trackId, edit.batch_id AS batch, author, author_kind AS authorKind, at, note, field,
      before, after, undoes, undone_by AS undoneBy, compacted
    FROM edit JOIN edit_batch ON edit_batch.id = edit.batch_id
    WHERE edit.track_id IN (SELECT value FROM json_each(?)) ORDER BY edit.id`)
    .all(JSON.stringify(ids));
  const edits = new Map<number, ExportedEdit[]>();
  for (const { trackId, at, before, after, compacted, ...edit } of rows) {
    const list = edits.get(trackId) ?? [];
    edits.set(trackId, list);
    list.push({
      ...edit,
      at: time(at)!,
      before: fromJsonColumn<string[]>(before),
      after: fromJsonColumn<string[]>(after),
      ...(compacted === 0 ? {} : { compacted: true }),
    });
  }
  return edits;
}

const time = (milliseconds: number | null): string | null =>
  milliseconds === null ? null : new Date(milliseconds).toISOString();
