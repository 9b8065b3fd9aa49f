/**
 * Decides which adjacent segments to merge. Pure: sizes in, a range out.
 *
 * While documents are added, merging is tiered (O'Neil et al., The log-structured merge-tree, 1996, with fan-out): eight
 * segments of a tier become one of the next, so a posting is rewritten about log₈ n times; four where documents are added
 * and searched, since every search looks into every segment. An idle index is merged to few segments: each is left more
 * than four times as large as all newer ones together.
 *
 * Several merges can run side by side. A running one counts as one segment of the size that its result will have, which
 * cannot be merged yet.
 */

const FAN_OUT = 8;
const SEARCHED_FAN_OUT = 4;
/** Segments below this size are all in the lowest tier. */
const LOWEST_TIER_POSTINGS = 2 << 20;
/** Most segments in one merge; this bounds its memory. */
const MAX_INPUTS = 32;
/** When idle, an older segment is merged if it is at most this many times as large as all newer ones. */
const IDLE_RATIO = 4;
/** A segment with a larger share of dead documents is rewritten alone. */
const MAX_DEAD_SHARE = 0.3;
/** Ordinals of postings are u32. */
const MAX_POSTINGS = 2 ** 31;

export interface SegmentSize {
  readonly postings: number;
  readonly documents: number;
  readonly dead: number;
  /** Whether this is a running merge. */
  readonly isMerging: boolean;
}

/** The segments `[start, end)`, to be merged to one. */
export interface MergeRange {
  readonly start: number;
  readonly end: number;
}

/** What an index is used for at the moment. */
export interface IndexUse {
  /** There are no updates. */
  readonly idle: boolean;
  readonly searched: boolean;
}

/** The next merge, for segments from old to new; undefined when none is needed. */
export function planMerge(sizes: readonly SegmentSize[], { idle, searched }: IndexUse): MergeRange | undefined {
  return (
    planTier(sizes, searched ? SEARCHED_FAN_OUT : FAN_OUT) ?? (idle ? planIdle(sizes) : undefined) ?? planRewrite(sizes)
  );
}

function planTier(sizes: readonly SegmentSize[], fanOut: number): MergeRange | undefined {
  // A small segment between larger ones counts with those: tiers fall from old to new.
  const tiers: number[] = [];
  for (let i = sizes.length - 1, highest = 0; i >= 0; i--) {
    highest = Math.max(highest, tierOf(sizes[i]!.postings, fanOut));
    tiers[i] = highest;
  }
  for (let end = sizes.length; end > 0;) {
    let start = end - 1;
    if (sizes[start]!.isMerging) {
      end = start;
      continue;
    }
    while (tiers[start - 1] === tiers[end - 1] && !sizes[start - 1]!.isMerging) start--;
    if (end - start >= fanOut) return limited(sizes, start, end);
    end = start;
  }
  return undefined;
}

function tierOf(postings: number, fanOut: number): number {
  return Math.max(0, Math.round(Math.log(postings / LOWEST_TIER_POSTINGS) / Math.log(fanOut)));
}

function planIdle(sizes: readonly SegmentSize[]): MergeRange | undefined {
  // What is best depends on the results of the running merges.
  if (sizes.some(({ isMerging }) => isMerging)) return undefined;
  let start = sizes.length;
  let newer = 0;
  for (let i = sizes.length - 1; i >= 0; i--) {
    // An empty segment counts as a small one.
    const postings = Math.max(1, sizes[i]!.postings);
    if (postings <= newer * IDLE_RATIO) start = i;
    newer += postings;
  }
  return sizes.length - start >= 2 ? limited(sizes, start, sizes.length) : undefined;
}

function planRewrite(sizes: readonly SegmentSize[]): MergeRange | undefined {
  const start = sizes.findIndex(({ documents, dead, isMerging }) => !isMerging && dead > documents * MAX_DEAD_SHARE);
  return start < 0 ? undefined : { start, end: start + 1 };
}

/** The newest part of a range that one merge can take; undefined when that is less than two segments. */
function limited(sizes: readonly SegmentSize[], start: number, end: number): MergeRange | undefined {
  let first = end;
  for (let postings = 0; first > start && end - first < MAX_INPUTS; first--) {
    postings += sizes[first - 1]!.postings;
    if (postings > MAX_POSTINGS) break;
  }
  return end - first >= 2 ? { start: first, end } : undefined;
}
