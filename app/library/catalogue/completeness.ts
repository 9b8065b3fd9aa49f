/**
 * Which numbers an album lacks, from the numbers of its tracks and the totals that they name.
 *
 * A total counts for its disc. Where the discs of an album are numbered through (disc 2 begins with 13), numbers and
 * totals are those of the album. Without totals only gaps are known to be missing: the album is then never complete for
 * sure.
 */
import type { AlbumCompleteness } from '../../model/albums.ts';

export interface NumberedTrack {
  readonly disc: number | null;
  readonly number: number | null;
  /** How many tracks the disc has; null where the tags do not say. */
  readonly totalTracks: number | null;
  /** How many discs the album has; null where the tags do not say. */
  readonly totalDiscs: number | null;
}

/** No disc has more tracks, and no album more discs: greater numbers are mistakes. */
const MOST_TRACKS = 999;
const MOST_DISCS = 200;

interface Disc {
  readonly numbers: Set<number>;
  total: number | null;
}

export function completenessOf(tracks: readonly NumberedTrack[]): AlbumCompleteness {
  const discs = discsOf(tracks);
  if (discs.size === 0) return { state: 'unknown', missing: 0, missingDiscs: [], gaps: [] };
  const through = isNumberedThrough(discs);
  const lists: ReadonlyMap<number | null, Disc> = through ? new Map([[null, joined(discs)]]) : discs;
  const gaps = Array.from(lists, ([disc, list]) => ({ disc, numbers: rangesOf(missingNumbers(list)) })).filter(
    ({ numbers }) => numbers.length > 0,
  );
  const missingDiscs = through ? [] : missingDiscsOf(tracks, discs);
  const missing = [...lists.values()].reduce((sum, list) => sum + missingNumbers(list).length, 0);
  const knowsAll = [...lists.values()].every(({ total }) => total !== null);
  const state = missing > 0 || missingDiscs.length > 0 ? 'incomplete' : knowsAll ? 'complete' : 'unknown';
  return { state, missing, missingDiscs, gaps };
}

function discsOf(tracks: readonly NumberedTrack[]): Map<number, Disc> {
  const discs = new Map<number, Disc>();
  for (const { disc, number, totalTracks } of tracks) {
    if (number === null || number < 1 || number > MOST_TRACKS) continue;
    const key = disc === null || disc < 1 || disc > MOST_DISCS ? 1 : disc;
    const known = discs.get(key) ?? { numbers: new Set(), total: null };
    known.numbers.add(number);
    if (totalTracks !== null && totalTracks >= 1 && totalTracks <= MOST_TRACKS) {
      known.total = Math.max(known.total ?? 0, totalTracks);
    }
    discs.set(key, known);
  }
  return new Map([...discs].sort(([a], [b]) => a - b));
}

/** Whether each disc begins after the last number of the one before. */
function isNumberedThrough(discs: ReadonlyMap<number, Disc>): boolean {
  if (discs.size < 2) return false;
  let last = 0;
  for (const { numbers } of discs.values()) {
    if (Math.min(...numbers) <= last) return false;
    last = Math.max(...numbers);
  }
  // Two tracks, number 1 of disc 1 and number 2 of disc 2, are no evidence.
  const [first, second] = [...discs.values()];
  return first!.numbers.size > 1 && Math.min(...second!.numbers) === Math.max(...first!.numbers) + 1;
}

function joined(discs: ReadonlyMap<number, Disc>): Disc {
  const lists = [...discs.values()];
  const numbers = new Set(lists.flatMap((disc) => [...disc.numbers]));
  const totals = lists.flatMap(({ total }) => total ?? []);
  // Totals of single discs are smaller than the last number, and say nothing of the album.
  const most = Math.max(0, ...totals);
  return { numbers, total: most >= Math.max(...numbers) ? most : null };
}

function missingNumbers({ numbers, total }: Disc): number[] {
  const last = Math.max(total ?? 0, ...numbers);
  return Array.from({ length: last }, (_, index) => index + 1).filter((number) => !numbers.has(number));
}

function missingDiscsOf(tracks: readonly NumberedTrack[], discs: ReadonlyMap<number, Disc>): number[] {
  const totals = tracks.flatMap(({ totalDiscs }) => totalDiscs ?? []).filter((total) => total <= MOST_DISCS);
  const last = Math.max(0, ...totals, ...discs.keys());
  return Array.from({ length: last }, (_, index) => index + 1).filter((disc) => !discs.has(disc));
}

/** Sorted numbers as ranges: 2, 3, 4, 7 → [2, 4], [7, 7]. */
function rangesOf(numbers: readonly number[]): [from: number, to: number][] {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges;
}
