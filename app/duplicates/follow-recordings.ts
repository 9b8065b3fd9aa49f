/**
 * Edits follow a recording that is gone in one file and there in another: a FLAC that became an MP3, a file that was
 * normalised. Such a file has other audio, so the scan takes it for new; the fingerprints say that it is the same
 * recording.
 *
 * Only tracks without edits of their own are given some, and as a batch that can be undone. The track that is missing
 * keeps its edits: it may come back.
 */
import type { FingerprintIndex } from '../../index-engine/index.ts';
import { decompressBytes } from '../audio/chromaprint/compression.ts';
import type { FieldChanges } from '../library/edits.ts';
import { type Overrides, parseOverrides } from '../library/effective-track.ts';
import { PICTURE_FIELD, parsePictureToken } from '../library/pictures.ts';
import { indexHashes } from '../recognition/index-hashes.ts';
import type { Connection } from '../storage/connection.ts';
import { joinPath, pathText } from '../storage/path-bytes.ts';

/** From this score, 0 to 1, two files are the same recording beyond doubt (see `compare-fingerprints.ts`). */
const SAME_RECORDING = 0.85;
/** Greatest difference in length, in seconds: encoders add some silence, other versions are longer. */
const SAME_LENGTH = 1;
/** Candidates that are compared for each missing track. */
const CANDIDATES = 30;
/** Missing tracks that are looked for: those that have been missing for the shortest time. */
export const MOST_MISSING = 500;

/** A track with edits whose file is gone. */
export interface MissingRecording {
  readonly fileId: number;
  readonly path: string;
  /** Seconds. */
  readonly duration: number;
  readonly hashes: Uint32Array;
  readonly overrides: Overrides;
}

/** A track whose file is there, and that was never edited. */
export interface UneditedTrack {
  readonly fileId: number;
  readonly trackId: number;
  /** Seconds. */
  readonly duration: number;
}

/** Read methods of the database that this uses. */
export interface RecordingReads {
  missingRecordings(page: { readonly limit: number }): Promise<readonly MissingRecording[]>;
  uneditedTracks(files: { readonly ids: readonly number[] }): Promise<readonly UneditedTrack[]>;
  /** Pairs of file ids that are the same recording, with their scores. */
  compareSounds(request: {
    readonly pairs: readonly (readonly [number, number])[];
    readonly least: number;
  }): Promise<readonly { readonly pair: readonly [number, number]; readonly score: number }[]>;
}

/** The edits that a track is to take over. */
export interface FollowingEdits {
  readonly trackId: number;
  readonly changes: FieldChanges;
  /** Path of the file that is gone. */
  readonly from: string;
}

/** Edits of missing tracks whose recording is there in other files; each missing track once, the best match. */
export async function editsToFollow(
  read: RecordingReads,
  index: Pick<FingerprintIndex, 'search'>,
): Promise<FollowingEdits[]> {
  const following: FollowingEdits[] = [];
  const taken = new Set<number>();
  for (const missing of await read.missingRecordings({ limit: MOST_MISSING })) {
    const found = await index.search(missing.hashes, { limit: CANDIDATES });
    const unedited = await read.uneditedTracks({ ids: found.map(({ id }) => id) });
    const candidates = unedited.filter(
      ({ trackId, duration }) => !taken.has(trackId) && Math.abs(duration - missing.duration) <= SAME_LENGTH,
    );
    if (candidates.length === 0) continue;
    const matches = await read.compareSounds({
      pairs: candidates.map(({ fileId }) => [missing.fileId, fileId] as const),
      least: SAME_RECORDING,
    });
    const best = matches.toSorted((a, b) => b.score - a.score)[0];
    const track = candidates.find(({ fileId }) => fileId === best?.pair[1]);
    if (!track) continue;
    taken.add(track.trackId);
    following.push({ trackId: track.trackId, changes: withoutFilePictures(missing.overrides), from: missing.path });
  }
  return following;
}

/** Pictures inside the old file cannot be taken over: where an edit names one, the new file's pictures hold. */
function withoutFilePictures({ [PICTURE_FIELD]: pictures, ...tags }: Overrides): FieldChanges {
  const areStored = pictures?.every((token) => parsePictureToken(token)?.kind === 'stored') ?? pictures === null;
  return areStored ? { ...tags, [PICTURE_FIELD]: pictures ?? null } : tags;
}

/** Tracks with edits and a fingerprint whose file is gone, those that went last first. */
export function missingRecordings(connection: Connection, limit: number): MissingRecording[] {
  return connection
    .prepare<
      [number],
      { fileId: number; folder: Buffer; name: Buffer; duration: number; fingerprint: Buffer; overrides: string }
    >(`
      SELECT file.id AS fileId, folder.path AS folder, file.name, file.duration, fingerprint, overrides
      FROM file JOIN track ON track.file_id = file.id JOIN analysis ON analysis.file_id = file.id
        JOIN folder ON folder.id = file.folder_id
      WHERE file.missing_since IS NOT NULL AND overrides <> '{}' AND fingerprint IS NOT NULL
      ORDER BY file.missing_since DESC LIMIT ?`)
    .all(limit)
    .map(({ fileId, folder, name, duration, fingerprint, overrides }) => ({
      fileId,
      path: pathText(joinPath(folder, name)).path,
      duration,
      hashes: indexHashes(decompressBytes(fingerprint).items),
      overrides: parseOverrides(overrides),
    }));
}

/** Those of these files that are there, and whose tracks were never edited. */
export function uneditedTracks(connection: Connection, fileIds: readonly number[]): UneditedTrack[] {
  return connection
    .prepare<[string], UneditedTrack>(`
      SELECT file.id AS fileId, track.id AS trackId, file.duration FROM file JOIN track ON track.file_id = file.id
      WHERE file.id IN (SELECT value FROM json_each(?)) AND file.missing_since IS NULL AND overrides = '{}'
        AND NOT EXISTS (SELECT 1 FROM edit WHERE edit.track_id = track.id)`)
    .all(JSON.stringify(fileIds));
}
