/**
 * Text inside ID3v2 frames: the four encodings of ID3v2.4 (section 4), of which ID3v2.2 and 2.3 know two.
 */

/** Encoding bytes of a text: 0 ISO-8859-1, 1 UTF-16 with byte order mark, 2 UTF-16BE, 3 UTF-8. */
export const LATIN1 = 0;
export const UTF16 = 1;
export const UTF16_BE = 2;
export const UTF8 = 3;

const NO_MARK = 0;

/** The text of `bytes[from, to)`. A byte order mark is taken off; an odd last byte of UTF-16 is left out. */
export function decodeText(bytes: Buffer, from: number, to: number, encoding: number): string {
  switch (encoding) {
    case LATIN1:
      return bytes.latin1Slice(from, to);
    case UTF16:
      switch (to - from < 2 ? NO_MARK : bytes.readUInt16BE(from)) {
        case 0xfeff:
          return decodeBigEndian(bytes, from + 2, to);
        case 0xfffe:
          return decodeLittleEndian(bytes, from + 2, to);
        default:
          return decodeLittleEndian(bytes, from, to);
      }
    case UTF16_BE:
      return decodeBigEndian(bytes, from, to);
    default:
      return bytes.utf8Slice(from, to);
  }
}

/** The length must be even: Node 24 spoils its own memory for an odd one at an odd address. */
function decodeLittleEndian(bytes: Buffer, from: number, to: number): string {
  return bytes.ucs2Slice(from, to - ((to ^ from) & 1));
}

/** UTF-16BE text of `bytes[from, to)`. */
export function decodeBigEndian(bytes: Buffer, from: number, to: number): string {
  const even = to - ((to ^ from) & 1);
  return Buffer.from(bytes.subarray(from, even))
    .swap16()
    .ucs2Slice(0, even - from);
}

/** Index of the NUL (one or two bytes, by encoding) that ends a text in `bytes[from, to)`, or -1. */
export function findTerminator(bytes: Buffer, from: number, to: number, encoding: number): number {
  if (encoding === LATIN1 || encoding === UTF8) {
    for (let i = from; i < to; i += 1) if (bytes[i] === 0) return i;
    return -1;
  }
  for (let i = from; i + 1 < to; i += 2) if (bytes[i] === 0 && bytes[i + 1] === 0) return i;
  return -1;
}

/** Length of the NUL that ends a text. */
export function terminatorLength(encoding: number): number {
  return encoding === LATIN1 || encoding === UTF8 ? 1 : 2;
}

/** The NUL-separated values of a text, each without byte order mark, empty ones left out. */
export function splitValues(text: string): string[] {
  const values: string[] = [];
  for (const part of text.split('\0')) {
    const value = part.charCodeAt(0) === 0xfeff ? part.slice(1) : part;
    if (value !== '') values.push(value);
  }
  return values;
}
