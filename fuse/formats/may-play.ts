/**
 * Decides whether a file whose tags cannot be read still holds audio: decoders look for the next frame where a header
 * is broken. Such a file is shown as it is.
 *
 * Sources: RFC 9639, section 9.1 (FLAC frame header); RFC 3533, section 6 (Ogg page); ISO/IEC 13818-7, section 6.2
 * (ADTS); RFC 8794, section 11.2.1 (EBML).
 */
import type { ByteSource } from './layout.ts';
import { id3v2Length } from './id3/read-id3v2.ts';
import { Window } from './window.ts';

/** Signatures of formats that no reader here knows: TTA, and EBML (Matroska, WebM). */
const SIGNATURES: ReadonlySet<string> = new Set(['TTA1', 'TTA2', '\u001aE\u00df\u00a3']);
/** Bytes in which frames are looked for. */
const SEARCHED = 256 * 1024;
/** Frames or pages that must follow one another. */
const IN_A_ROW = 3;
/** FLAC frames that must be found anywhere; each has a checksum. */
const FLAC_FRAMES = 2;

export function mayPlay(source: ByteSource): boolean {
  const window = new Window(source);
  const start = Math.min(id3v2Length(window, 0), window.size);
  const magic = window.magic(start);
  if (SIGNATURES.has(magic)) return true;
  const length = Math.min(SEARCHED, window.size - start);
  const i = window.at(start, length);
  const bytes = window.bytes.subarray(i, i + length);
  if (magic === 'fLaC') return countFlacFrames(bytes) >= FLAC_FRAMES;
  return hasChain(bytes, 0x4f, oggPageLength) || hasChain(bytes, 0xff, adtsFrameLength);
}

/** Length of the frame or page at `at`, 0 where there is none. */
type LengthAt = (bytes: Buffer, at: number) => number;

/** Whether enough frames or pages that begin with `first` follow one another; the last may be cut off. */
function hasChain(bytes: Buffer, first: number, lengthAt: LengthAt): boolean {
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let next = at;
    let count = 0;
    for (let length = lengthAt(bytes, next); length > 0 && count < IN_A_ROW; length = lengthAt(bytes, next)) {
      next += length;
      count += 1;
    }
    if (count === IN_A_ROW) return true;
  }
  return false;
}

const OGG_HEAD = 27;

function oggPageLength(bytes: Buffer, at: number): number {
  if (at + OGG_HEAD > bytes.length || bytes.latin1Slice(at, at + 5) !== 'OggS\0') return 0;
  const segments = bytes[at + OGG_HEAD - 1] as number;
  let length = OGG_HEAD + segments;
  for (let k = 0; k < segments; k += 1) length += bytes[at + OGG_HEAD + k] ?? 0;
  return length;
}

const ADTS_HEAD = 7;

function adtsFrameLength(bytes: Buffer, at: number): number {
  if (at + ADTS_HEAD > bytes.length || (bytes.readUInt16BE(at) & 0xfff6) !== 0xfff0) return 0;
  const length = (bytes.readUIntBE(at + 3, 3) >>> 5) & 0x1fff;
  return length < ADTS_HEAD ? 0 : length;
}

function countFlacFrames(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) if (isFlacFrame(bytes, at)) count += 1;
  return count;
}

/** Bytes of block size and sample rate behind the frame's number, by their codes. */
const SIZE_BYTES: Readonly<Record<number, number>> = { 6: 1, 7: 2 };
const RATE_BYTES: Readonly<Record<number, number>> = { 12: 1, 13: 2, 14: 2 };

function isFlacFrame(bytes: Buffer, at: number): boolean {
  const sync = bytes[at + 1];
  const codes = bytes[at + 2];
  const number = bytes[at + 4];
  if ((sync !== 0xf8 && sync !== 0xf9) || codes === undefined || number === undefined) return false;
  // The number is coded as in UTF-8: as many ones at the front of its first byte as it has bytes, none for one byte.
  const ones = Math.clz32(~(number << 24));
  const end = at + 4 + Math.max(1, ones) + (SIZE_BYTES[codes >>> 4] ?? 0) + (RATE_BYTES[codes & 15] ?? 0);
  return bytes[end] === crc8(bytes, at, end);
}

/** CRC-8 with the polynomial x⁸ + x² + x + 1. */
function crc8(bytes: Buffer, from: number, to: number): number {
  let crc = 0;
  for (let i = from; i < to; i += 1) {
    crc ^= bytes[i] ?? 0;
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc << 1) ^ ((crc & 0x80) === 0 ? 0 : 0x07)) & 0xff;
  }
  return crc;
}
