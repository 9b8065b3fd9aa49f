/** Copies of a track: present files with the same audio key. The index `file_present_sound` finds them. */
import type { TrackCopy } from '../model/tracks.ts';
import type { Connection } from '../storage/connection.ts';
import { joinPath } from '../storage/path-bytes.ts';

/** Synthetic libraries hold a hundred thousand copies of one sound. */
const MOST_COPIES = 20;

interface CopyRow {
  readonly id: number;
  readonly folder: Buffer;
  readonly name: Buffer;
  readonly identical: number | null;
}

/** SQL: the hash of a file's audio; null where there is none. */
const hashOf = (table: string): string => `nullif(${table}.audio_hash, x'')`;

/** The first copies, in order of their files' ids. */
export function copiesOf(connection: Connection, trackId: number): TrackCopy[] {
  return connection
    .prepare<[number, number], CopyRow>(`
      SELECT track.id, folder.path AS folder, file.name, ${hashOf('analysis')} = ${hashOf('own')} AS identical
      FROM track AS this
      JOIN file AS original ON original.id = this.file_id
      JOIN file ON file.audio_key = original.audio_key AND file.missing_since IS NULL AND file.id <> original.id
      JOIN track ON track.file_id = file.id
      JOIN folder ON folder.id = file.folder_id AND folder.root_id IS NOT NULL
      LEFT JOIN analysis AS own ON own.file_id = original.id
      LEFT JOIN analysis ON analysis.file_id = file.id
      WHERE this.id = ? ORDER BY file.id LIMIT ?`)
    .all(trackId, MOST_COPIES)
    .map(({ id, folder, name, identical }) => ({
      id,
      path: joinPath(folder, name).toString(),
      identical: identical === null ? null : identical === 1,
    }));
}
