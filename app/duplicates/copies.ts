/** The copies of a recording as the library lists them, the best first: see `rank-copies.ts`. */
import type { SoundCopy } from '../model/duplicates.ts';
import { EFFECTIVE_TAGS } from '../library/query/field-columns.ts';
import type { Connection } from '../storage/connection.ts';
import { joinPath, pathText } from '../storage/path-bytes.ts';
import { HASH_OF_FILE } from './copied-bytes.ts';
import { reasonWords } from './copy-reasons.ts';
import { rankCopies, type RankedCopy } from './rank-copies.ts';

interface CopyRow extends Omit<SoundCopy, 'path' | 'pathBase64' | 'why' | 'reason' | 'sameAudio' | 'sameBytes'> {
  readonly folder: Buffer;
  readonly name: Buffer;
  readonly lossless: number;
  readonly findings: string;
  readonly bits: number | null;
  readonly sampleRate: number;
  readonly codec: string;
  readonly channels: number;
  readonly rescaled: number;
  readonly audioHash: Buffer | null;
  readonly fileHash: Buffer | null;
  /** Bytes of the file. */
  readonly size: number;
  readonly hasPicture: number;
  readonly tags: number;
}

export function copiesOf(connection: Connection, trackIds: readonly number[]): SoundCopy[] {
  return copiesOfGroups(connection, [trackIds])[0]!;
}

/** The copies of several recordings. */
export function copiesOfGroups(connection: Connection, groups: readonly (readonly number[])[]): SoundCopy[][] {
  const rows = new Map(rowsOf(connection, groups.flat()).map((row) => [row.id, row]));
  return groups.map((ids) => ranked([...new Set(ids)].flatMap((id) => rows.get(id) ?? [])));
}

function rowsOf(connection: Connection, trackIds: readonly number[]): CopyRow[] {
  return connection
    .prepare<[string], CopyRow>(`
      SELECT track.id, track.title, track.artist, track.album, track.kind, track.bitrate, track.bytes, track.duration,
        folder.path AS folder, file.name, file.lossless, file.bits_per_sample AS bits, file.sample_rate AS sampleRate,
        file.codec, (SELECT json_group_array(finding) FROM sound_finding WHERE file_id = file.id) AS findings,
        file.channels,
        coalesce((SELECT measures ->> '$.rescaled' FROM sound_quality WHERE file_id = file.id), 0) AS rescaled,
        (SELECT nullif(audio_hash, x'') FROM analysis WHERE file_id = file.id) AS audioHash,
        ${HASH_OF_FILE} AS fileHash, file.size, track.has_art AS hasPicture,
        (SELECT count(*) FROM json_each(${EFFECTIVE_TAGS})) AS tags
      FROM track JOIN file ON file.id = track.file_id JOIN folder ON folder.id = file.folder_id
      WHERE track.id IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify(trackIds));
}

function ranked(rows: readonly CopyRow[]): SoundCopy[] {
  const copies = rankCopies(rows.map((row) => ({ ...rankedOf(row), row })));
  const best = copies[0]?.copy.row;
  return copies.map(({ copy: { row }, why }) => ({
    id: row.id,
    title: row.title,
    artist: row.artist,
    album: row.album,
    kind: row.kind,
    bitrate: row.bitrate,
    bytes: row.bytes,
    duration: row.duration,
    why: why && reasonWords(why),
    reason: why,
    sameAudio: hasSameAudio(row, best!),
    sameBytes: hasSameBytes(row, best!),
    ...pathText(joinPath(row.folder, row.name)),
  }));
}

function hasSameAudio({ audioHash }: CopyRow, best: CopyRow): boolean {
  return audioHash !== null && best.audioHash !== null && audioHash.equals(best.audioHash);
}

function hasSameBytes(row: CopyRow, best: CopyRow): boolean | null {
  if (row === best) return true;
  if (row.size !== best.size || !hasSameAudio(row, best)) return false;
  return row.fileHash === null || best.fileHash === null ? null : row.fileHash.equals(best.fileHash);
}

function rankedOf(row: CopyRow): RankedCopy {
  return {
    ...row,
    lossless: row.lossless === 1,
    findings: JSON.parse(row.findings) as string[],
    codec: row.codec.toLowerCase(),
    rescaled: row.rescaled === 1,
    hasPicture: row.hasPicture === 1,
  };
}
