/** For tests: FLAC files made in memory. Their headers are valid; their audio is noise behind a frame sync. */
import { seededRandom } from '../../formats/testing/sources.ts';

const SAMPLE_RATE = 44_100;

export interface FlacOptions {
  /** Vorbis comments by name. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Body of a front cover. */
  readonly cover?: Uint8Array;
  /** Seconds. */
  readonly duration?: number;
  /** Number of bytes of audio. */
  readonly audioLength?: number;
  /** The same seed makes the same audio. */
  readonly seed?: number;
}

export function flacFile({ tags = {}, cover, duration = 1, audioLength = 5000, seed = 1 }: FlacOptions = {}): Buffer {
  const comments = Object.entries(tags).map(([name, value]) => text(`${name}=${value}`));
  const count = Buffer.alloc(4);
  count.writeUInt32LE(comments.length);
  const comment = Buffer.concat([text('descant'), count, ...comments]);
  return Buffer.concat([
    Buffer.from('fLaC'),
    block(0, streamInfo(duration)),
    ...(cover === undefined ? [] : [block(6, picture(cover))]),
    block(0x80 | 4, comment),
    audio(audioLength, seed),
  ]);
}

function streamInfo(duration: number): Buffer {
  const body = Buffer.alloc(34);
  body.writeUInt16BE(4096, 0);
  body.writeUInt16BE(4096, 2);
  const [channels, bits] = [2n, 16n];
  const samples = BigInt(Math.round(duration * SAMPLE_RATE));
  body.writeBigUInt64BE((BigInt(SAMPLE_RATE) << 44n) | ((channels - 1n) << 41n) | ((bits - 1n) << 36n) | samples, 10);
  return body;
}

function picture(body: Uint8Array): Buffer {
  const [type, size, length] = [Buffer.alloc(4), Buffer.alloc(16), Buffer.alloc(4)];
  type.writeUInt32BE(3);
  length.writeUInt32BE(body.length);
  const mime = Buffer.from('\0\0\0\u{a}image/jpeg');
  return Buffer.concat([type, mime, Buffer.alloc(4), size, length, body]);
}

function block(type: number, body: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  head[0] = type;
  return Buffer.concat([head, body]);
}

function audio(length: number, seed: number): Buffer {
  const random = seededRandom(seed);
  const bytes = Buffer.from(Array.from({ length }, () => random(256)));
  bytes.writeUInt16BE(0xfff8, 0);
  return bytes;
}

function text(value: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(Buffer.byteLength(value));
  return Buffer.concat([length, Buffer.from(value)]);
}
