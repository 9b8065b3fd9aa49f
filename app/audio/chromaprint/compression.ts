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

/** As `decompress`, after base64. */
export function decompressBytes(bytes: Uint8Array): DecodedFingerprint {
  if (bytes.length < HEADER_BYTES) throw new FingerprintFormatError('it is shorter than its header');
  const [algorithm = 0, high = 0, middle = 0, low = 0] = bytes;
  const count = (high << 16) | (middle << 8) | low;
  const body = bytes.subarray(HEADER_BYTES);
  // Checked before allocating: an impossible count must not decide the size.
  const distanceEnd = findEnd(body, count);
  const remainders = body.subarray(Math.ceil((distanceEnd * 3) / 8));
  const items = new Uint32Array(count);
  let item = 0;
  let bit = 0;
  let difference = 0;
  let previous = 0;
  let remainder = 0;
  for (let i = 0; i < distanceEnd; i += 1) {
    let distance = readBits(body, i, 3);
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
      distance += readBits(remainders, remainder, 5);
      remainder += 1;
    }
    bit += distance;
    if (bit > 32) throw new FingerprintFormatError('an item has more than 32 bits');
    difference |= 1 << (bit - 1);
  }
  return { algorithm, items };
}

/** Number of 3-bit values up to and with the end mark of the last item. */
function findEnd(body: Uint8Array, count: number): number {
  const available = Math.floor((body.length * 8) / 3);
  let ended = 0;
  let i = 0;
  for (; ended < count; i += 1) {
    if (i >= available) throw new FingerprintFormatError(`it has ${ended} items and not ${count}`);
    if (readBits(body, i, 3) === 0) ended += 1;
  }
  return i;
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

/** The value number `index`; bits beyond the end are 0. */
function readBits(from: Uint8Array, index: number, width: number): number {
  const position = index * width;
  const byte = position >>> 3;
  const pair = (from[byte] ?? 0) | ((from[byte + 1] ?? 0) << 8);
  return (pair >>> (position & 7)) & ((1 << width) - 1);
}
