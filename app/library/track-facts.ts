/** What the library knows of a track's file and records of the track itself: the read-only fields that no row has. */
import { SOUND_FINDINGS, type SoundFinding } from '../model/sound-quality.ts';
import type { TrackFacts } from '../model/tracks.ts';
import type { Connection } from '../storage/connection.ts';
import { joinPath } from '../storage/path-bytes.ts';

interface FactsRow extends Omit<TrackFacts, 'path' | 'edited' | 'sound'> {
  readonly id: number;
  readonly folder: Buffer;
  readonly name: Buffer;
  readonly edited: number;
  /** Names of findings, with blanks between them. */
  readonly findings: string | null;
}

/** @returns by track id; tracks that are not there are left out */
export function trackFacts(connection: Connection, ids: readonly number[]): Map<number, TrackFacts> {
  const rows = connection
    .prepare<[string], FactsRow>(`
      SELECT track.id, folder.path AS folder, file.name, track.bytes AS size, file.sample_rate AS samplerate,
        file.bits_per_sample AS bitdepth, file.channels, track.added_at AS added, track.changed_at AS changed,
        track.edited_at AS edited, sound_quality.cut_off AS cutoff,
        (SELECT album_id FROM album_track WHERE track_id = track.id) AS albumid,
        (SELECT recording_id FROM recording_track WHERE track_id = track.id) AS recordingid,
        (SELECT group_concat(finding, ' ') FROM sound_finding WHERE file_id = file.id) AS findings
      FROM track JOIN file ON file.id = track.file_id JOIN folder ON folder.id = file.folder_id
        LEFT JOIN sound_quality ON sound_quality.file_id = file.id
      WHERE track.id IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify(ids));
  return new Map(
    rows.map(({ id, folder, name, edited, findings, ...facts }) => [
      id,
      {
        ...facts,
        sound: soundFindings(findings),
        path: joinPath(folder, name).toString(),
        edited: edited === 0 ? null : edited,
      },
    ]),
  );
}

function soundFindings(names: string | null): SoundFinding[] {
  const found = new Set(names?.split(' '));
  return SOUND_FINDINGS.filter((finding) => found.has(finding));
}
