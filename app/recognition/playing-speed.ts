/**
 * Whether a copy plays at another speed: a record or a tape that ran fast, a film at 25 pictures a second.
 *
 * Such a copy moves along the original in a straight line, from beginning to end. Bands that play a piece again do not,
 * and mixes without a voice do not move at all. As the pitch moves with the speed, more bits differ than in other copies.
 */
import { bitCount } from './bit-count.ts';

/** A run of the query in the track, in items. */
export interface MovingRun {
  readonly start: number;
  readonly end: number;
  /** Position in the track less the position in the query, at the beginning of the run and at its end. */
  readonly offset: number;
  readonly lastOffset: number;
  /** Share of the bits that differ where each block has the offset that suits it best, 0 to 1. */
  readonly errorRate: number;
}

export interface PlayingSpeed {
  /** How many times as fast as the track the query plays. */
  readonly speed: number;
  /** Share of the bits that differ along the line, 0 to 1. */
  readonly errorRate: number;
}

/** Items by which the offset moves at least from beginning to end: by one it jumps in other sounds, too. */
const LEAST_MOVE = 1.4;
/** Along the line the share of differing bits is at most this part of the share at one offset. */
const BETTER = 0.96;
/** The share of differing bits along a line that is straight is greater than that of the blocks by no more. */
const STRAIGHT = 0.03;
/** Items by which the ends of the line are moved to find the best: the offsets of blocks are right to two items. */
const REACH = 2;
const STEP = 0.5;

/** Null for a sound that plays at the speed of the other, or that moves in no straight line. */
export function playingSpeed(query: Uint32Array, track: Uint32Array, run: MovingRun): PlayingSpeed | null {
  const { start, end, offset, lastOffset, errorRate } = run;
  if (offset === lastOffset) return null;
  const places = (around: number): number[] =>
    Array.from({ length: 1 + (2 * REACH) / STEP }, (_, place) => around - REACH + place * STEP);
  let [best, fixed, move] = [1, 1, Infinity];
  for (const first of places(offset)) {
    for (const last of places(lastOffset)) {
      const rate = errorAlong(query, track, start, end, first, last);
      const isSmaller = Math.abs(last - first) < Math.abs(move);
      if (rate < best || (rate === best && isSmaller)) [best, move] = [rate, last - first];
    }
  }
  if (Math.abs(move) < LEAST_MOVE || best > errorRate + STRAIGHT) return null;
  const [lowest, highest] = [Math.min(offset, lastOffset) - REACH, Math.max(offset, lastOffset) + REACH];
  for (let one = lowest; one <= highest; one += 1) {
    fixed = Math.min(fixed, errorAlong(query, track, start, end, one, one));
  }
  return best > BETTER * fixed ? null : { speed: 1 + move / (end - start), errorRate: best };
}

/** Share of the differing bits where the offset goes evenly from `first` to `last`; 1 where it leaves the track. */
function errorAlong(
  query: Uint32Array,
  track: Uint32Array,
  start: number,
  end: number,
  first: number,
  last: number,
): number {
  const slope = (last - first) / (end - start);
  let [bits, count] = [0, 0];
  for (let i = start; i < end; i += 1) {
    const at = Math.round(i + first + slope * (i - start));
    if (at < 0 || at >= track.length) continue;
    bits += bitCount(query[i]! ^ track[at]!);
    count += 1;
  }
  // A few items at the ends may lie outside.
  return count < 0.9 * (end - start) ? 1 : bits / (32 * count);
}
