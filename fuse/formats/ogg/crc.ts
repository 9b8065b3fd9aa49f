/**
 * The checksum of Ogg pages: CRC-32 with the polynomial 0x04c11db7, highest bit first, starting at 0, without
 * a final exclusive or (RFC 3533, section 6). Without those two it is linear: the checksum of a ^ b is
 * the checksum of a ^ the checksum of b. So a page whose sequence number changes gets its new checksum from its old
 * one and the few bits that changed, without its payload being read.
 */
const POLYNOMIAL = 0x04c1_1db7;

// Four tables, so that four bytes are taken at once ("slicing by four").
const T0 = tableOfBytes();
const T1 = behindZeroByte(T0);
const T2 = behindZeroByte(T1);
const T3 = behindZeroByte(T2);

/** What each value of one byte adds to a checksum. */
function tableOfBytes(): Uint32Array {
  const table = new Uint32Array(256);
  for (let i = 0; i < 256; i += 1) {
    let value = i << 24;
    for (let bit = 0; bit < 8; bit += 1) value = value < 0 ? (value << 1) ^ POLYNOMIAL : value << 1;
    table[i] = value;
  }
  return table;
}

/** What it adds where one more byte stands behind it. */
function behindZeroByte(table: Uint32Array): Uint32Array {
  return table.map((value) => (value << 8) ^ (T0[value >>> 24] as number));
}

/** Checksum of `bytes[from, to)`, going on from `start`. */
export function oggCrc(bytes: Uint8Array, from: number, to: number, start = 0): number {
  let crc = start;
  let i = from;
  for (; i + 4 <= to; i += 4) {
    crc ^=
      ((bytes[i] as number) << 24) |
      ((bytes[i + 1] as number) << 16) |
      ((bytes[i + 2] as number) << 8) |
      (bytes[i + 3] as number);
    crc =
      (T3[crc >>> 24] as number) ^
      (T2[(crc >>> 16) & 255] as number) ^
      (T1[(crc >>> 8) & 255] as number) ^
      (T0[crc & 255] as number);
  }
  for (; i < to; i += 1) crc = (crc << 8) ^ (T0[(crc >>> 24) ^ (bytes[i] as number)] as number);
  return crc >>> 0;
}

/** The product of two polynomials over GF(2), modulo the checksum's. */
function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 31; bit >= 0; bit -= 1) {
    product = product < 0 ? (product << 1) ^ POLYNOMIAL : product << 1;
    if ((b >>> bit) & 1) product ^= a;
  }
  return product;
}

/** x to the power 8 · 2ᵏ: what 2ᵏ zero bytes do to a checksum. */
const ZERO_BYTES = [1 << 8];
while (ZERO_BYTES.length < 20) ZERO_BYTES.push(multiply(ZERO_BYTES.at(-1) as number, ZERO_BYTES.at(-1) as number));

/** The checksum after `count` more zero bytes (fewer than 2²⁰). */
export function crcOverZeros(crc: number, count: number): number {
  let result = crc;
  for (let k = 0; count >>> k > 0; k += 1) if ((count >>> k) & 1) result = multiply(result, ZERO_BYTES[k] as number);
  return result >>> 0;
}

/** Where a page header has its sequence number and its checksum. */
export const SEQUENCE_AT = 18;
export const CHECKSUM_AT = 22;

/** The checksum of a page of `length` bytes when its sequence number changes. */
export function renumberedCrc(crc: number, length: number, before: number, after: number): number {
  const changed = before ^ after;
  // The number is little-endian in the page, the checksum takes bytes as they come.
  const swapped = ((changed & 0xff) << 24) | ((changed & 0xff00) << 8) | ((changed >>> 8) & 0xff00) | (changed >>> 24);
  return (crc ^ crcOverZeros(swapped, length - SEQUENCE_AT)) >>> 0;
}
