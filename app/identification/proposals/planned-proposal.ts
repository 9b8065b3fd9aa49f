/**
 * What accepting a proposal would change, worked out from the tags in force: the same for those who look and for the
 * change itself.
 */
import {
  EFFECTIVE_TRACK_COLUMNS,
  effectiveTrackOf,
  type EffectiveTrack,
  type EffectiveTrackRow,
} from '../../library/effective-track.ts';
import type { Connection } from '../../storage/connection.ts';
import { tagFacts } from '../files-to-identify.ts';
import type { ProposedField } from '../../model/identification.ts';
import type { FileFacts } from '../matching/compared-file.ts';
import type { TrackPair } from '../matching/match-release.ts';
import type { Candidate } from '../matching/rank-releases.ts';
import { differingFields, proposedTags } from './proposed-fields.ts';
import type { ProposalContent } from './stored-proposals.ts';

/** A file with the track that it is. */
export interface PlannedFile {
  readonly file: FileFacts;
  /** Null where the track is gone. */
  readonly track: EffectiveTrack | null;
  readonly pair: TrackPair;
  readonly fields: readonly ProposedField[];
  readonly agreeing: number;
  /** Its tags have changed since it was identified, or it is gone. */
  readonly isStale: boolean;
}

/** @returns the files that have a track in the release, in the order of its tracks */
export function plannedFiles(
  connection: Connection,
  { files, acoustids }: ProposalContent,
  { release, match }: Candidate,
): PlannedFile[] {
  const tracks = effectiveTracks(
    connection,
    match.pairs.map(({ id }) => id),
  );
  return match.pairs
    .toSorted((a, b) => a.track - b.track)
    .map((pair) => {
      const file = files.find(({ id }) => id === pair.id)!;
      const track = tracks.get(pair.id) ?? null;
      const tags = proposedTags(release, release.tracks[pair.track]!, acoustids[pair.id] ?? '');
      const { fields, agreeing } = differingFields(
        tags,
        (field) => track?.values(field) ?? null,
        (field) => (field === 'acoustid_id' ? 'acoustid' : release.source),
      );
      return { file, track, pair, fields, agreeing, isStale: track === null || !isAsBefore(file, track) };
    });
}

export function effectiveTracks(connection: Connection, ids: readonly number[]): Map<number, EffectiveTrack> {
  const rows = connection
    .prepare<[string], EffectiveTrackRow & { id: number }>(`
      SELECT ${EFFECTIVE_TRACK_COLUMNS}, track.id FROM track JOIN file ON file.id = track.file_id
      WHERE track.id IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify(ids));
  return new Map(rows.map((row) => [row.id, effectiveTrackOf(row)]));
}

/** Whether the tags by which a file was identified are what they were. A disc may be known from a folder's name. */
function isAsBefore(file: FileFacts, track: EffectiveTrack): boolean {
  const now = tagFacts(track.tags);
  return (
    now.title === file.title &&
    now.artist === file.artist &&
    now.album === file.album &&
    now.albumArtist === file.albumArtist &&
    now.year === file.year &&
    now.number === file.number &&
    (now.disc ?? file.disc) === file.disc &&
    now.recordingId === file.recordingId &&
    now.releaseId === file.releaseId
  );
}
