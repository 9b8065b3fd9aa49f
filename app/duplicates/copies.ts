/** The copies of a recording as the library lists them, the best first: see `rank-copies.ts`. */
import type { SoundCopy } from '../model/duplicates.ts';
import { EFFECTIVE_TAGS } from '../library/query/field-columns.ts';
import type { Connection } from '../storage/connection.ts';
import { joinPath, pathText } from '../storage/path-bytes.ts';
import { rankCopies, type RankedCopy } from './rank-copies.ts';

interface CopyRow extends Omit<SoundCopy, 'path' | 'pathBase64' | 'why'> {
  readonly folder: Buffer;
  readonly name: Buffer;
  readonly lossless: number;
  readonly findings: string;
  readonly bits: number | null;
  readonly sampleRate: number;
  readonly codec: string;
  readonly level: number | null;
  readonly hasPicture: number;
  readonly tags: number;
}

export function copiesOf(connection: Connection, trackIds: readonly number[]): SoundCopy[] {
  const rows = connection
    .prepare<[string], CopyRow>(`
      SELECT track.id, track.title, track.artist, track.album, track.kind, track.bitrate, track.bytes, track.duration,
        folder.path AS folder, file.name, file.lossless, file.bits_per_sample AS bits, file.sample_rate AS sampleRate,
        file.codec, (SELECT json_group_array(finding) FROM sound_finding WHERE file_id = file.id) AS findings,
        (SELECT rms_energy FROM analysis WHERE file_id = file.id) AS level,
        track.has_art AS hasPicture,
        (SELECT count(*) FROM json_each(${EFFECTIVE_TAGS})) AS tags
      FROM track JOIN file ON file.id = track.file_id JOIN folder ON folder.id = file.folder_id
      WHERE track.id IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify(trackIds));
  const ranked = rankCopies(rows.map((row) => ({ ...rankedOf(row), row })));
  return ranked.map(({ copy: { row }, why }) => ({
    id: row.id,
    title: row.title,
    artist: row.artist,
    album: row.album,
    kind: row.kind,
    bitrate: row.bitrate,
    bytes: row.bytes,
    duration: row.duration,
    why,
    ...pathText(joinPath(row.folder, row.name)),
  }));
}

function rankedOf(row: CopyRow): RankedCopy {
  return {
    ...row,
    lossless: row.lossless === 1,
    findings: JSON.parse(row.findings) as string[],
    codec: row.codec.toLowerCase(),
    hasPicture: row.hasPicture === 1,
  };
}
