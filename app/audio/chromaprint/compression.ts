/**
 * Chromaprint's compressed form, the text that AcoustID and fpcalc exchange.
 *
 * Bytes: algorithm, number of items (24 bit, big-endian), a list of 3-bit values, a list of 5-bit values, each list
 * filled least significant bit first and padded to a whole byte. Each item is XORed with the one before it; the
 * distances between its set bits, from the lowest up, are its 3-bit values, and a 0 ends it. A distance of 7 or more
 * is written as 7, its remainder in the 5-bit list. The text is URL-safe base64 without padding.
 *
 * Invariant: `decompress` allocates no more than a small multiple of its input, whatever the input claims.
 */

/** The number that stands for TEST2 in the first byte. */
export const ALGORITHM_TEST2 = 1;

const HEADER_BYTES = 4;
const MAX_ITEMS = 0xff_ff_ff;
/** A 3-bit value of this size has a remainder in the 5-bit list. */
const ESCAPE = 7;

/** A text or bytes that are not a compressed fingerprint. */
export class FingerprintFormatError extends Error {
  readonly code = 'MALFORMED_FINGERPRINT';
  constructor(problem: string) {
    super(`This is not a compressed fingerprint: ${problem}.`);
    this.name = 'FingerprintFormatError';
  }
}

export interface DecodedFingerprint {
  readonly algorithm: number;
  readonly items: Uint32Array;
}

/** The compressed form as text. Throws a RangeError for more than 2²⁴ − 1 items. */
export function compress(items: Uint32Array, algorithm = ALGORITHM_TEST2): string {
  return Buffer.from(compressToBytes(items, algorithm)).toString('base64url');
}

/** The items of a text. Throws `FingerprintFormatError`. */
export function decompress(text: string): DecodedFingerprint {
  if (!/^[\w-]*={0,2}$/.test(text)) throw new FingerprintFormatError('it has characters that URL-safe base64 has not');
  return decompressBytes(Buffer.from(text, 'base64url'));
}

/** As `compress`, before base64. */
export function compressToBytes(items: Uint32Array, algorithm = ALGORITHM_TEST2): Uint8Array {
  if (items.length > MAX_ITEMS) throw new RangeError(`A compressed fingerprint holds at most ${MAX_ITEMS} items.`);
  const distances: number[] = [];
  const remainders: number[] = [];
  let previous = 0;
  for (const item of items) {
    let difference = (item ^ previous) >>> 0;
    previous = item;
    let lastBit = 0;
    while (difference !== 0) {
      const bit = 32 - Math.clz32(difference & -difference);
      difference = (difference & (difference - 1)) >>> 0;
      const distance = bit - lastBit;
      lastBit = bit;
      distances.push(Math.min(distance, ESCAPE));
      if (distance >= ESCAPE) remainders.push(distance - ESCAPE);
    }
    distances.push(0);
  }
  const distanceBytes = Math.ceil((distances.length * 3) / 8);
  const bytes = new Uint8Array(HEADER_BYTES + distanceBytes + Math.ceil((remainders.length * 5) / 8));
  bytes.set([algorithm, items.length >>> 16, items.length >>> 8, items.length]);
  packBits(distances, 3, bytes.subarray(HEADER_BYTES));
  packBits(remainders, 5, bytes.subarray(HEADER_BYTES + distanceBytes));
  return bytes;
}

/** What `unpackThrees` fills: a library is compared with tens of thousands of fingerprints. */
let threes = new Uint8Array(0);

/** As `decompress`, after base64. */
export function decompressBytes(bytes: Uint8Array): DecodedFingerprint {
  if (bytes.length < HEADER_BYTES) throw new FingerprintFormatError('it is shorter than its header');
  const [algorithm = 0, high = 0, middle = 0, low = 0] = bytes;
  const count = (high << 16) | (middle << 8) | low;
  const body = bytes.subarray(HEADER_BYTES);
  const distances = unpackThrees(body);
  // Checked before allocating: an impossible count must not decide the size.
  const distanceEnd = findEnd(distances, count);
  const remainders = body.subarray(Math.ceil((distanceEnd * 3) / 8));
  const items = new Uint32Array(count);
  let item = 0;
  let bit = 0;
  let difference = 0;
  let previous = 0;
  let remainder = 0;
  for (let i = 0; i < distanceEnd; i += 1) {
    let distance = distances[i]!;
    if (distance === 0) {
      previous = (previous ^ difference) >>> 0;
      items[item] = previous;
      item += 1;
      bit = 0;
      difference = 0;
      continue;
    }
    if (distance === ESCAPE) {
      if ((remainder + 1) * 5 > remainders.length * 8) throw new FingerprintFormatError('it ends too early');
      distance += fiveBits(remainders, remainder);
      remainder += 1;
    }
    bit += distance;
    if (bit > 32) throw new FingerprintFormatError('an item has more than 32 bits');
    difference |= 1 << (bit - 1);
  }
  return { algorithm, items };
}

/** Number of 3-bit values up to and with the end mark of the last item. */
function findEnd(distances: Uint8Array, count: number): number {
  let ended = 0;
  let i = 0;
  for (; ended < count; i += 1) {
    if (i >= distances.length) throw new FingerprintFormatError(`it has ${ended} items and not ${count}`);
    if (distances[i] === 0) ended += 1;
  }
  return i;
}

/** All 3-bit values of the bytes, each in a byte of its own: eight from three bytes. Valid until the next call. */
function unpackThrees(from: Uint8Array): Uint8Array {
  const count = Math.floor((from.length * 8) / 3);
  if (threes.length < count + 8) threes = new Uint8Array(2 * (count + 8));
  for (let byte = 0, at = 0; at < count; byte += 3, at += 8) {
    // Beyond the end are zeros.
    let word = from[byte]! | (from[byte + 1]! << 8) | (from[byte + 2]! << 16);
    for (let i = 0; i < 8; i += 1) {
      threes[at + i] = word & 7;
      word >>>= 3;
    }
  }
  return threes.subarray(0, count);
}

function packBits(values: readonly number[], width: number, to: Uint8Array): void {
  values.forEach((value, index) => {
    const position = index * width;
    const byte = position >>> 3;
    const shifted = value << (position & 7);
    to[byte] = to[byte]! | shifted;
    if (shifted > 0xff) to[byte + 1] = to[byte + 1]! | (shifted >>> 8);
  });
}

/** The 5-bit value number `index`. It must not end behind the bytes. */
function fiveBits(from: Uint8Array, index: number): number {
  const position = index * 5;
  const byte = position >>> 3;
  return ((from[byte]! | (from[byte + 1]! << 8)) >>> (position & 7)) & 31;
}
