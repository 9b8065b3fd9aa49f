/**
 * Where one recording lies in another: the stretches of two fingerprints that sound the same.
 *
 * The query is cut into blocks of eight seconds. A few blocks are compared with every position of the track; each
 * place where one fits gives an offset, from which the match is followed block by block in both directions. The offset
 * may drift on the way, so copies that play a little faster are followed too. The measure is the share of bits that
 * differ: below .15 for copies of a recording, about .5 for unrelated sounds, and above .2 for the best place of a clip
 * in music that does not have it. Long sounds of one length in which no block fits are searched again with longer blocks
 * that may differ more; only copies that play at another speed count then (`playing-speed.ts`).
 */
import type { SoundStretch } from '../model/recognition.ts';
import { ITEM_SECONDS, SILENCE_ITEM, soundSeconds } from '../audio/chromaprint/fingerprinter.ts';
import { bitCount } from './bit-count.ts';
import { playingSpeed } from './playing-speed.ts';

/** Items of a block. */
const BLOCK = 64;
/** Items from one block to the next. */
const STEP = 32;
/** Share of differing bits up to which a block counts as the same sound. */
const SAME_SOUND = 0.15;
/** A block in the middle of a match may be worse: applause, a cough, a damaged frame. */
const FOLLOWED = 0.25;
/** An item of a copy differs in hardly more bits; of unrelated items one in twenty differs in as few. */
const MOST_BITS = 11;
/** A match ends where this many items in a row differ by more. */
const OTHER_ITEMS = 4;
/** Items by which the offset may move from one block to the next. */
const DRIFT = 2;
/** Blocks that are compared with every position. */
const MOST_PROBES = 8;
/** A place counts beside the best one where its share of differing bits is at most this much greater. */
const EQUAL = 0.03;
/** Places of one block that are followed. */
const MOST_PLACES = 8;
/** Blocks of the second search: sixteen seconds. */
const LONG_BLOCK = 128;
/** Share of differing bits up to which such a block may be that of a copy at another speed. */
const OTHER_SPEED = 0.2;
const LONG_PROBES = 4;
/** Items of the shorter sound from which there is a second search: a minute. */
const LONG = 480;
/** The shorter sound is at least this part of the longer one then. */
const SAME_LENGTH = 0.94;
/** Fewer items that are not silence identify nothing: two seconds. */
const FEWEST_ITEMS = 16;

/** Places, in items; the offset is the position in the track less the position in the query. */
interface Run {
  readonly start: number;
  readonly end: number;
  readonly offset: number;
  /** At the end of the run. */
  readonly lastOffset: number;
  readonly errorRate: number;
  readonly speed: number;
}

/**
 * @param first whole fingerprint of a file or of a clip; so is `second`
 * @returns the longest stretch first; those that overlap in one sound are repetitions in the other
 */
export function align(first: Uint32Array, second: Uint32Array): SoundStretch[] {
  if (!isSounding(first) || !isSounding(second)) return [];
  // Blocks of the shorter sound are looked for: all of it may lie between two blocks of the longer one.
  const swapped = first.length > second.length;
  const [query, track] = swapped ? [second, first] : [first, second];
  const found = runsOf(query, track, BLOCKS);
  const runs = found.length > 0 || !isLong(query, track) ? found : runsAtOtherSpeed(query, track);
  return runs
    .toSorted((a, b) => b.end - b.start - (a.end - a.start) || a.errorRate - b.errorRate)
    .map(({ start, end, offset, errorRate, speed }) => {
      const [inQuery, inTrack] = [start * ITEM_SECONDS, (start + offset) * ITEM_SECONDS];
      const [inFirst, inSecond] = swapped ? [inTrack, inQuery] : [inQuery, inTrack];
      return {
        start: inFirst,
        otherStart: inSecond,
        length: soundSeconds(end - start),
        errorRate,
        speed: swapped ? 1 / speed : speed,
      };
    });
}

interface Blocks {
  /** Items. */
  readonly length: number;
  readonly probes: number;
  /** Share of differing bits up to which a block counts as the same sound. */
  readonly limit: number;
}

const BLOCKS: Blocks = { length: BLOCK, probes: MOST_PROBES, limit: SAME_SOUND };
const LONG_BLOCKS: Blocks = { length: LONG_BLOCK, probes: LONG_PROBES, limit: OTHER_SPEED };

/** @param query not longer than the track */
function runsOf(query: Uint32Array, track: Uint32Array, blocks: Blocks): Run[] {
  const length = Math.min(blocks.length, query.length);
  const runs: Run[] = [];
  for (const start of probesOf(query, length, blocks.probes)) {
    for (const offset of placesOf(query, start, length, track, blocks.limit)) {
      const known = runs.some((run) => start >= run.start && start < run.end && Math.abs(offset - run.offset) <= BLOCK);
      if (!known) runs.push(withSpeed(query, track, followed(query, start, Math.min(BLOCK, length), track, offset)));
    }
  }
  return runs;
}

function isLong(query: Uint32Array, track: Uint32Array): boolean {
  return query.length >= LONG && query.length >= SAME_LENGTH * track.length;
}

function runsAtOtherSpeed(query: Uint32Array, track: Uint32Array): Run[] {
  return runsOf(query, track, LONG_BLOCKS).filter(({ speed }) => speed !== 1);
}

function withSpeed(query: Uint32Array, track: Uint32Array, run: Run): Run {
  return { ...run, ...playingSpeed(query, track, run) };
}

/** Whether there is enough sound to be recognised. */
export function isSounding(items: Uint32Array): boolean {
  return sounding(items) >= FEWEST_ITEMS;
}

function sounding(items: Uint32Array): number {
  let count = 0;
  for (const item of items) if (item !== SILENCE_ITEM) count += 1;
  return count;
}

/** Begins of blocks spread over the query that are mostly sound. */
function probesOf(query: Uint32Array, length: number, most: number): number[] {
  const last = query.length - length;
  const count = Math.min(most, 1 + Math.floor(last / STEP));
  const starts = Array.from({ length: count }, (_, place) => Math.floor((last * place) / Math.max(1, count - 1)));
  return starts.filter((start) => sounding(query.subarray(start, start + length)) >= length / 2);
}

/** The offsets at which the block sounds the same, the best first: where several do so equally, the sound repeats. */
function placesOf(query: Uint32Array, start: number, length: number, track: Uint32Array, most: number): number[] {
  const found: { readonly at: number; readonly rate: number }[] = [];
  let limit = most;
  for (let at = 0; at + length <= track.length; at += 1) {
    const rate = errorRate(query, start, track, at, length, limit);
    if (rate > limit) continue;
    found.push({ at, rate });
    limit = Math.min(limit, rate + EQUAL);
  }
  const places: number[] = [];
  for (const { at, rate } of found.toSorted((a, b) => a.rate - b.rate)) {
    if (rate > limit || places.length === MOST_PLACES) break;
    if (places.every((place) => Math.abs(place - (at - start)) > DRIFT)) places.push(at - start);
  }
  return places;
}

/** The match that a block at `offset` belongs to, followed to both ends. */
function followed(query: Uint32Array, start: number, length: number, track: Uint32Array, offset: number): Run {
  const middle = errorRate(query, start, track, start + offset, length, 1);
  const rates = [middle];
  const [ahead, behind] = ([STEP, -STEP] as const).map((step) => {
    let [at, by] = [start, offset];
    for (let next = at + step; next >= 0 && next + length <= query.length; next += step) {
      const best = bestNear(query, next, length, track, by);
      if (best === null) break;
      rates.push(best.rate);
      [at, by] = [next, best.offset];
    }
    return { at, by };
  });
  // The last block on each side may reach beyond the match: its inner half is certain.
  const from = edge(query, track, behind!.at + (length >> 1), behind!.by, -1);
  const to = edge(query, track, ahead!.at + (length >> 1), ahead!.by, 1) + 1;
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  return { start: from, end: to, offset: behind!.by, lastOffset: ahead!.by, errorRate: mean, speed: 1 };
}

function bestNear(
  query: Uint32Array,
  start: number,
  length: number,
  track: Uint32Array,
  around: number,
): { readonly offset: number; readonly rate: number } | null {
  let best: { offset: number; rate: number } | null = null;
  for (let offset = around - DRIFT; offset <= around + DRIFT; offset += 1) {
    if (start + offset < 0 || start + offset + length > track.length) continue;
    const rate = errorRate(query, start, track, start + offset, length, FOLLOWED);
    // Of equal offsets the one that does not move.
    if (rate <= FOLLOWED && (best === null || rate < best.rate || (rate === best.rate && offset === around))) {
      best = { offset, rate };
    }
  }
  return best;
}

/** The last item that sounds the same, going on item by item from the middle of a block that does. */
function edge(query: Uint32Array, track: Uint32Array, from: number, offset: number, step: 1 | -1): number {
  let at = from;
  for (let next = at + step, other = 0; other < OTHER_ITEMS; next += step) {
    if (next < 0 || next >= query.length || next + offset < 0 || next + offset >= track.length) break;
    if (bitCount(query[next]! ^ track[next + offset]!) <= MOST_BITS) [at, other] = [next, 0];
    else other += 1;
  }
  return at;
}

/** Share of the bits that differ; a number above `limit` as soon as it must be greater. */
function errorRate(a: Uint32Array, from: number, b: Uint32Array, at: number, length: number, limit: number): number {
  const most = Math.ceil(limit * 32 * length);
  let bits = 0;
  for (let i = 0; i < length; i += 1) {
    bits += bitCount(a[from + i]! ^ b[at + i]!);
    if (bits > most) return 1;
  }
  return bits / (32 * length);
}
