/** Albums whose totals disagree with each other, or with the tracks and discs that are there. */
import { mendTotals } from '../album-fixes.ts';
import type { HealthCheck } from '../check.ts';
import type { CheckedTrack } from '../checked-track.ts';

export const wrongTotals: HealthCheck = {
  name: 'wrong-totals',
  group: 'albums',
  severity: 'warning',
  words: {
    title: 'Albums with wrong totals',
    one: 'album has a wrong number of tracks or discs in its tags',
    several: 'albums have a wrong number of tracks or discs in their tags',
    advice: 'descant health fix wrong-totals shows totals that fit the tracks that are there',
  },
  finder: {
    kind: 'albums',
    find: ({ tracks }) => {
      const problems = Array.from(discsOf(tracks), ([disc, members]) => problemOf(disc, members)).filter(
        (problem) => problem !== null,
      );
      const discs = problemOfDiscs(tracks);
      if (discs !== null) problems.push(discs);
      return problems.length === 0 ? null : problems.join('; ');
    },
  },
  fix: mendTotals,
};

/** Tracks by their discs; without a number they are of disc 1. */
export function discsOf(tracks: readonly CheckedTrack[]): Map<number, CheckedTrack[]> {
  return Map.groupBy(tracks, ({ disc }) => disc ?? 1);
}

function problemOf(disc: number, tracks: readonly CheckedTrack[]): string | null {
  const totals = [...new Set(tracks.flatMap(({ totalTracks }) => totalTracks ?? []))].sort((a, b) => a - b);
  if (totals.length === 0) return null;
  if (totals.length > 1) return `disc ${disc} has ${totals.join(' and ')} tracks in all`;
  const last = Math.max(...tracks.map(({ number }) => number ?? 0));
  return last > totals[0]! ? `disc ${disc} has a track ${last} of ${totals[0]}` : null;
}

function problemOfDiscs(tracks: readonly CheckedTrack[]): string | null {
  const total = Math.max(...tracks.map(({ totalDiscs }) => totalDiscs ?? 0));
  const last = Math.max(...tracks.map(({ disc }) => disc ?? 0));
  return total > 0 && last > total ? `there is a disc ${last} of ${total}` : null;
}
