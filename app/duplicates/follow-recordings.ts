/**
 * Tracks follow a recording that is gone in one file and there in another: a FLAC that became an MP3, a file that was
 * normalised. Such a file has other audio, so the scan takes it for new; the fingerprints say that it is the same
 * recording.
 *
 * A track with edits or plays moves to such a file if the track there never had any. A move is a batch that can be undone;
 * one that was undone is not made again.
 */
import type { FingerprintIndex } from '../../index-engine/index.ts';
import { searchAll } from '../recognition/background-search.ts';
import { trackHashes } from '../recognition/index-hashes.ts';
import { HAS_PERSONAL_DATA, UNTOUCHED } from '../library/untouched.ts';
import { readFileFingerprint } from '../recognition/stored-fingerprint.ts';
import type { Connection } from '../storage/connection.ts';

/** From this score, 0 to 1, two files are the same recording beyond doubt (see `compare-fingerprints.ts`). */
const SAME_RECORDING = 0.85;
/** Greatest difference in length, in seconds: encoders add some silence, other versions are longer. */
const SAME_LENGTH = 1;
/** Missing tracks that are looked for: those that have been missing for the shortest time. */
export const MOST_MISSING = 500;

/** A track with edits or plays whose file is gone. */
export interface MissingRecording {
  readonly fileId: number;
  readonly trackId: number;
  /** Seconds. */
  readonly duration: number;
  readonly hashes: Uint32Array;
  /** Files that a move led to which was undone. */
  readonly refused: readonly number[];
}

/** A track whose file is there, and that was never edited or played. */
export interface UneditedTrack {
  readonly fileId: number;
  /** Seconds. */
  readonly duration: number;
}

/** Read methods of the database that this uses. */
export interface RecordingReads {
  missingRecordings(page: { readonly limit: number }): Promise<readonly MissingRecording[]>;
  uneditedTracks(files: { readonly ids: readonly number[] }): Promise<readonly UneditedTrack[]>;
  /** Pairs of file ids that are the same recording, with their scores. */
  compareBeginnings(request: {
    readonly pairs: readonly (readonly [number, number])[];
    readonly least: number;
  }): Promise<readonly { readonly pair: readonly [number, number]; readonly score: number }[]>;
}

/** A track that is to move to another file. */
export interface FollowingTrack {
  readonly id: number;
  readonly fileId: number;
}

/** Tracks that are missing while their recording is there in another file: the best match for each, each file once. */
export async function tracksToFollow(
  read: RecordingReads,
  index: Pick<FingerprintIndex, 'search'>,
): Promise<FollowingTrack[]> {
  const following: FollowingTrack[] = [];
  const taken = new Set<number>();
  for (const missing of await read.missingRecordings({ limit: MOST_MISSING })) {
    const [found = []] = await searchAll(index, [missing.hashes]);
    const unedited = await read.uneditedTracks({ ids: found });
    const candidates = unedited.filter(
      ({ fileId, duration }) =>
        !taken.has(fileId) && !missing.refused.includes(fileId) && Math.abs(duration - missing.duration) <= SAME_LENGTH,
    );
    if (candidates.length === 0) continue;
    const matches = await read.compareBeginnings({
      pairs: candidates.map(({ fileId }) => [missing.fileId, fileId] as const),
      least: SAME_RECORDING,
    });
    const best = matches.toSorted((a, b) => b.score - a.score)[0];
    if (!best) continue;
    const [, fileId] = best.pair;
    taken.add(fileId);
    following.push({ id: missing.trackId, fileId });
  }
  return following;
}

/** Tracks with edits or plays and a fingerprint whose file is gone, those that went last first. */
export function missingRecordings(connection: Connection, limit: number): MissingRecording[] {
  return connection
    .prepare<[number], { fileId: number; trackId: number; duration: number; fingerprint: Buffer; refused: string }>(`
      SELECT file.id AS fileId, track.id AS trackId, file.duration, fingerprint,
        (SELECT json_group_array(to_file) FROM track_move JOIN edit_batch ON edit_batch.id = batch_id
          WHERE track_move.track_id = track.id AND undone_by IS NOT NULL) AS refused
      FROM file JOIN track ON track.file_id = file.id JOIN analysis ON analysis.file_id = file.id
      WHERE file.missing_since IS NOT NULL AND ${HAS_PERSONAL_DATA} AND fingerprint IS NOT NULL
      ORDER BY file.missing_since DESC LIMIT ?`)
    .all(limit)
    .flatMap(({ fingerprint, refused, ...file }) => {
      const items = readFileFingerprint(connection, file.fileId, fingerprint);
      return items === null ? [] : [{ ...file, hashes: trackHashes(items), refused: JSON.parse(refused) as number[] }];
    });
}

/** Those of these files that are there, and whose tracks were never edited or played. */
export function uneditedTracks(connection: Connection, fileIds: readonly number[]): UneditedTrack[] {
  return connection
    .prepare<[string], UneditedTrack>(`
      SELECT file.id AS fileId, file.duration FROM file JOIN track ON track.file_id = file.id
      WHERE file.id IN (SELECT value FROM json_each(?)) AND file.missing_since IS NULL AND ${UNTOUCHED}`)
    .all(JSON.stringify(fileIds));
}
