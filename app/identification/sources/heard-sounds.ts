/** What a source that knows sounds says of them: AcoustID, or the dumps. */
import type { SoundEvidence } from '../matching/compared-file.ts';

/** From this score, 0 to 1, a sound is taken for the same recording. */
const SAME = 0.7;

/** What one sound may be. */
export interface SoundResult {
  /** AcoustID. */
  readonly id: string;
  readonly score: number;
  readonly recordings?:
    | readonly {
        /** MusicBrainz recording; empty where only its releases are known. */
        readonly id: string;
        readonly releases?: readonly { readonly id: string; readonly track_count?: number | undefined }[] | undefined;
      }[]
    | undefined;
}

/** What the sounds are, and how many tracks the releases have, where the source tells. */
export interface HeardSounds {
  readonly evidence: readonly SoundEvidence[];
  readonly trackCounts: ReadonlyMap<string, number>;
}

/** @param heard results by the ids of tracks */
export function heardSounds(heard: ReadonlyMap<number, readonly SoundResult[]>): HeardSounds {
  const trackCounts = new Map<string, number>();
  const evidence = [...heard].flatMap(([id, list]): SoundEvidence[] => {
    const same = list.filter(({ score }) => score >= SAME).sort((a, b) => b.score - a.score);
    const [best] = same;
    if (best === undefined) return [];
    const recordings = same.flatMap((one) => one.recordings ?? []);
    const releases = recordings.flatMap((recording) => recording.releases ?? []);
    for (const release of releases) {
      if (release.track_count !== undefined) trackCounts.set(release.id, release.track_count);
    }
    return [
      {
        id,
        recordings: [...new Set(recordings.map((recording) => recording.id))].filter((recording) => recording !== ''),
        releases: [...new Set(releases.map((release) => release.id))],
        acoustid: best.id,
        score: best.score,
        copies: [],
      },
    ];
  });
  return { evidence, trackCounts };
}
