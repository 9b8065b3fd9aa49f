/** What the library knows of a recording: from the tags of its own tracks, and from what clients have submitted. */
import type { RecordingDescription } from '../recordings/recorded-data.ts';

/** A file of the library that has the recording. */
export interface KnownTrack {
  /** Tags in force, by the names of the table of fields. */
  readonly tags: Readonly<Record<string, readonly string[]>>;
  /** Seconds. */
  readonly duration: number;
}

export interface KnownRecording {
  readonly gid: string;
  /** MusicBrainz recordings that were submitted, those that are disabled left out. */
  readonly submitted: readonly { readonly mbid: string; readonly sources: number }[];
  readonly tracks: readonly KnownTrack[];
  /** What was said most often first. */
  readonly metadata: readonly (RecordingDescription & { readonly sources: number })[];
}

/** A MusicBrainz recording, with what the library knows about it. */
export interface KnownMbid {
  readonly mbid: string;
  /** Submissions, and files that have it as a tag. */
  readonly sources: number;
  readonly tracks: readonly KnownTrack[];
}

/** The MusicBrainz recording that a file names, in lower case; null without one. */
export function mbidOf({ tags }: KnownTrack): string | null {
  return tags['musicbrainz_recordingid']?.[0]?.toLowerCase() ?? null;
}

/**
 * The MusicBrainz recordings of a recording, those with the most sources first. Files without an MBID tell about the
 * recording's MBID if there is only one that no file has.
 */
export function mbidsOf({ submitted, tracks }: KnownRecording): readonly KnownMbid[] {
  const sources = new Map(submitted.map(({ mbid, sources: count }) => [mbid, count]));
  const tagged = Map.groupBy(tracks, mbidOf);
  for (const [mbid, files] of tagged) if (mbid !== null) sources.set(mbid, (sources.get(mbid) ?? 0) + files.length);
  const untold = [...sources.keys()].filter((mbid) => !tagged.has(mbid));
  const untagged = untold.length === 1 ? (tagged.get(null) ?? []) : [];
  return [...sources]
    .map(([mbid, count]) => ({ mbid, sources: count, tracks: tagged.get(mbid) ?? untagged }))
    .toSorted((a, b) => b.sources - a.sources || (a.mbid < b.mbid ? -1 : 1));
}
