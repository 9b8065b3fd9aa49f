/**
 * Recordings that the library has more than once, out of the pairs of tracks that are alike. Copies of copies are one
 * recording. Parts join none: a mix has parts of many recordings.
 */
import type { FoundRecording, SoundPair } from '../model/duplicates.ts';
import { groupsOf } from './groups.ts';

/** @returns the recordings with several copies, then those that have only parts */
export function recordingsOf(pairs: Iterable<SoundPair>): FoundRecording[] {
  const all = [...pairs];
  const copies = all.filter(({ kind }) => kind === 'copy');
  const groups = groupsOf(copies.map(({ tracks }) => tracks));
  const groupOf = new Map(groups.flatMap((ids, group) => ids.map((id) => [id, group] as const)));
  const parts = new Map<number, SoundPair>();
  for (const pair of all) {
    const [part, whole] = pair.tracks;
    if (pair.kind !== 'part' || parts.has(part)) continue;
    parts.set(part, pair);
    if (!groupOf.has(whole)) groupOf.set(whole, groups.push([whole]) - 1);
  }
  const partsOf = Map.groupBy(parts.values(), ({ tracks: [, whole] }) => groupOf.get(whole)!);
  const lowest = groups.map(() => 1);
  for (const { tracks, score } of copies) {
    const group = groupOf.get(tracks[0])!;
    lowest[group] = Math.min(lowest[group]!, score);
  }
  return groups.map((ids, group) => ({ ids, score: lowest[group]!, parts: partsOf.get(group) ?? [] }));
}

/** Stands for a pair in whichever order it was found. */
export function pairKey({ tracks }: SoundPair): string {
  return tracks.toSorted((a, b) => a - b).join(' ');
}
