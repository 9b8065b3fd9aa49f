/**
 * A FLAC file in memory: samples, tags and a front cover.
 *
 * Source: RFC 9639, sections 8.2, 8.6 and 8.8.
 */
import { createHash } from 'node:crypto';
import { endianness } from 'node:os';
import { BITS_PER_SAMPLE, BLOCK, encodeFrames, SAMPLE_RATE, type StereoSamples } from './flac-frames.ts';

const STREAMINFO = 0;
const PADDING = 1;
const VORBIS_COMMENT = 4;
const PICTURE = 6;
const LAST = 0x80;
const FRONT_COVER = 3;
const PADDING_BYTES = 1024;

export interface FlacContent {
  /** A whole number of blocks. */
  readonly samples: StereoSamples;
  /** Vorbis comments: names and values. */
  readonly tags: readonly (readonly [name: string, value: string])[];
  readonly cover: { readonly png: Uint8Array; readonly size: number };
}

export function flacFile({ samples, tags, cover }: FlacContent): Buffer {
  return Buffer.concat([
    Buffer.from('fLaC'),
    block(STREAMINFO, streamInfo(samples)),
    block(VORBIS_COMMENT, comments(tags)),
    block(PICTURE, picture(cover)),
    block(LAST | PADDING, Buffer.alloc(PADDING_BYTES)),
    encodeFrames(samples),
  ]);
}

function block(type: number, body: Uint8Array): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  head[0] = type;
  return Buffer.concat([head, body]);
}

/** Sizes of blocks, sizes of frames (unknown), 20 bits of rate, 3 of channels, 5 of bits, 36 of length, digest. */
function streamInfo(samples: StereoSamples): Buffer {
  const body = Buffer.alloc(34);
  body.writeUInt16BE(BLOCK, 0);
  body.writeUInt16BE(BLOCK, 2);
  const form = (BigInt(SAMPLE_RATE) << 44n) | (1n << 41n) | (BigInt(BITS_PER_SAMPLE - 1) << 36n);
  body.writeBigUInt64BE(form | BigInt(samples.left.length), 10);
  digest(samples).copy(body, 18);
  return body;
}

function digest({ left, right }: StereoSamples): Buffer {
  const mixed = new Int16Array(left.length * 2);
  for (let i = 0; i < left.length; i++) {
    mixed[2 * i] = left[i]!;
    mixed[2 * i + 1] = right[i]!;
  }
  const bytes = Buffer.from(mixed.buffer);
  return createHash('md5')
    .update(endianness() === 'BE' ? bytes.swap16() : bytes)
    .digest();
}

function comments(tags: FlacContent['tags']): Buffer {
  return Buffer.concat([
    counted('Descant', 'LE'),
    number(tags.length, 'LE'),
    ...tags.map(([name, value]) => counted(`${name}=${value}`, 'LE')),
  ]);
}

function picture({ png, size }: FlacContent['cover']): Buffer {
  return Buffer.concat([
    number(FRONT_COVER, 'BE'),
    counted('image/png', 'BE'),
    counted('', 'BE'),
    ...[size, size, 24, 0, png.length].map((value) => number(value, 'BE')),
    png,
  ]);
}

function counted(text: string, order: 'LE' | 'BE'): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([number(bytes.length, order), bytes]);
}

function number(value: number, order: 'LE' | 'BE'): Buffer {
  const bytes = Buffer.alloc(4);
  bytes[`writeUInt32${order}`](value);
  return bytes;
}
