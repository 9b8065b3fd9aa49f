/**
 * The edit distance of two texts (Levenshtein: insertions, deletions and replacements of one UTF-16 unit), 32 cells of the
 * matrix at a time: Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic programming"
 * (1999), in blocks as Hyyrö describes them (2003). The rows of the matrix are kept as differences between neighbours,
 * one bit each.
 */

const WORD = 32;
/** No bits, for units that the pattern does not have. */
const NONE = new Uint32Array();

/** How many insertions, deletions and replacements make `a` of `b`. */
export function editDistance(a: string, b: string): number {
  if (a === b) return 0;
  const [pattern, text] = a.length <= b.length ? [a, b] : [b, a];
  if (pattern.length === 0) return text.length;
  const blocks = Math.ceil(pattern.length / WORD);
  const places = placesOf(pattern, blocks);
  // Differences down a column: where the cell is greater, and where it is smaller, than the one above it.
  const greater = new Uint32Array(blocks).fill(0xffff_ffff);
  const smaller = new Uint32Array(blocks);
  const last = 1 << ((pattern.length - 1) % WORD);
  let distance = pattern.length;
  for (let at = 0; at < text.length; at += 1) {
    const equal = places.get(text.charCodeAt(at)) ?? NONE;
    // The first row grows by one with each unit of the text.
    let [carryUp, carryDown] = [1, 0];
    for (let block = 0; block < blocks; block += 1) {
      const pv = greater[block]!;
      const mv = smaller[block]!;
      const eq = equal[block] ?? 0;
      const xv = eq | mv;
      const eqIn = eq | carryDown;
      const xh = ((((eqIn & pv) + pv) ^ pv) | eqIn) >>> 0;
      const ph = (mv | ~(xh | pv)) >>> 0;
      const mh = (pv & xh) >>> 0;
      if (block === blocks - 1) {
        if ((ph & last) !== 0) distance += 1;
        else if ((mh & last) !== 0) distance -= 1;
      }
      const shiftedUp = ((ph << 1) | carryUp) >>> 0;
      const shiftedDown = ((mh << 1) | carryDown) >>> 0;
      [carryUp, carryDown] = [ph >>> (WORD - 1), mh >>> (WORD - 1)];
      greater[block] = shiftedDown | ~(xv | shiftedUp);
      smaller[block] = shiftedUp & xv;
    }
  }
  return distance;
}

/** For each unit of the pattern a bit at each of its places. */
function placesOf(pattern: string, blocks: number): ReadonlyMap<number, Uint32Array> {
  const places = new Map<number, Uint32Array>();
  for (let at = 0; at < pattern.length; at += 1) {
    const unit = pattern.charCodeAt(at);
    let bits = places.get(unit);
    if (bits === undefined) places.set(unit, (bits = new Uint32Array(blocks)));
    const block = Math.floor(at / WORD);
    bits[block] = bits[block]! | (1 << (at % WORD));
  }
  return places;
}
