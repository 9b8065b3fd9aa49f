/**
 * The edit distance of two texts (Levenshtein: insertions, deletions and replacements of one UTF-16 unit), 32 cells of the
 * matrix at a time: Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic programming"
 * (1999), in blocks as Hyyrö describes them (2003). The rows of the matrix are kept as differences between neighbours,
 * one bit each.
 */

const WORD = 32;
/** No bits, for units that the pattern does not have. */
const NONE = new Uint32Array();

/** A text that others are compared with: what can be worked out of it alone is worked out once. */
export class EditPattern {
  readonly text: string;
  readonly #blocks: number;
  #places: ReadonlyMap<number, Uint32Array> | null = null;

  constructor(text: string) {
    this.text = text;
    this.#blocks = Math.ceil(text.length / WORD);
  }

  /** How many insertions, deletions and replacements make the one text of the other. */
  distanceTo(text: string): number {
    if (text === this.text) return 0;
    if (this.text.length === 0) return text.length;
    this.#places ??= placesOf(this.text, this.#blocks);
    return distanceBetween(this.text.length, this.#places, this.#blocks, text);
  }
}

/** How many insertions, deletions and replacements make `a` of `b`. */
export function editDistance(a: string, b: string): number {
  return new EditPattern(a).distanceTo(b);
}

/** @param length of the pattern */
function distanceBetween(
  length: number,
  places: ReadonlyMap<number, Uint32Array>,
  blocks: number,
  text: string,
): number {
  // Differences down a column: where the cell is greater, and where it is smaller, than the one above it.
  const greater = new Uint32Array(blocks).fill(0xffff_ffff);
  const smaller = new Uint32Array(blocks);
  const last = 1 << ((length - 1) % WORD);
  let distance = length;
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
