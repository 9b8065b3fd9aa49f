/** One track in full, as the inspector shows it. */
import { createHash } from 'node:crypto';
import type { PictureRef } from '../../fuse/formats/layout.ts';
import type { FieldValue, PictureInfo, SoundInfo, TrackDetail } from '../model/tracks.ts';
import type { Connection } from '../storage/connection.ts';
import { fromJsonColumn } from '../storage/json-column.ts';
import { TOO_SHORT } from '../analysis/stored-analyses.ts';
import { soundReport } from '../analysis/stored-quality.ts';
import { joinPath } from '../storage/path-bytes.ts';
import { effectiveTrackOf, type EffectiveTrack } from './effective-track.ts';
import { PICTURE_FIELD, resolvePictures } from './pictures.ts';
import { TRACK_TABLES } from './query/condition.ts';
import { copiesOf } from './track-copies.ts';
import { ROW_COLUMNS, toRow, type RowColumns } from './track-rows.ts';

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
  readonly too_short: number;
  readonly version: number | null;
  readonly bpm: number | null;
  readonly musical_key: string | null;
  readonly spectral_centroid: number | null;
  readonly spectral_bandwidth: number | null;
  readonly rms_energy: number | null;
}

/** @returns null when there is no such track */
export function trackDetail(connection: Connection, id: number): TrackDetail | null {
  const row = connection
    .prepare<[number], DetailColumns>(`
      SELECT ${ROW_COLUMNS}, folder.path AS folder, file.tags, json_extract(file.layout, '$.pictures') AS pictures,
        file.size AS bytes, file.sample_rate, file.channels, file.bits_per_sample, track.added_at, track.changed_at,
        analysis.error AS analysis_error, ${TOO_SHORT} AS too_short, analysis.version, analysis.bpm, analysis.musical_key,
        analysis.spectral_centroid, analysis.spectral_bandwidth, analysis.rms_energy
      FROM ${TRACK_TABLES} JOIN folder ON folder.id = file.folder_id WHERE track.id = ?`)
    .get(id);
  if (!row) return null;
  const own = fromJsonColumn<PictureRef[]>(row.pictures) ?? [];
  const track = effectiveTrackOf({ ...row, pictures: own.length });
  return {
    ...toRow(row),
    fields: fieldsOf(connection, id, track),
    path: joinPath(row.folder, row.name).toString(),
    size: row.bytes,
    sampleRate: row.sample_rate,
    channels: row.channels,
    bitsPerSample: row.bits_per_sample,
    addedAt: row.added_at,
    changedAt: row.changed_at,
    pictures: picturesOf(row, track, own),
    sound: soundOf(row),
    quality: soundReport(connection, id),
    analysis: analysisState(row),
    copies: copiesOf(connection, id),
  };
}

function analysisState({
  version,
  analysis_error: error,
  too_short: tooShort,
}: DetailColumns): TrackDetail['analysis'] {
  if (version === null) return 'pending';
  if (tooShort === 1) return 'too-short';
  return error === null ? 'done' : { error };
}

/** Every field that the file has or an edit has touched, by name. */
function fieldsOf(connection: Connection, id: number, track: EffectiveTrack): FieldValue[] {
  const authors = new Map(
    connection
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

/**
 * The pictures in force. The URL of a picture inside the file names its position among them and a digest of what it
 * shows, so that browsers may cache it without limit.
 */
function picturesOf(row: DetailColumns, track: EffectiveTrack, own: readonly PictureRef[]): PictureInfo[] {
  return resolvePictures(track.pictures, own).map((one, position): PictureInfo => {
    if (one.kind === 'stored') {
      const { type, hash, description } = one;
      return { url: `/art/${hash}`, content: hash, type, mime: 'image/*', description };
    }
    const { type, mime, description, location, bodyLength = location.length } = one.picture;
    const content = `${mime} ${bodyLength}`;
    const version = createHash('sha1')
      .update(JSON.stringify([one.picture, row.bytes, row.changed_at]))
      .digest('hex')
      .slice(0, 12);
    return { url: `/art/track/${row.id}?picture=${position}&v=${version}`, content, type, mime, description };
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
