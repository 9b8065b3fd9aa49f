import { describe, expect, it } from 'vitest';
import { areSameBytes, compareBytes, compareCodecAndBytes, PIECE, type AudioSide } from './audio-comparison.ts';
import type { StreamProperties } from './layout.ts';
import { sideOf } from './testing/sides.ts';

const side = (bytes: Buffer, offset: number, properties: Partial<StreamProperties> = {}): AudioSide =>
  sideOf(bytes, { offset, length: bytes.length - offset }, properties);

const audio = Buffer.from('the audio');
const one = (properties: Partial<StreamProperties> = {}): AudioSide => side(audio, 0, properties);
const behindHeader = (properties: Partial<StreamProperties> = {}): AudioSide =>
  side(Buffer.concat([Buffer.from('header'), audio]), 6, properties);

describe('audio that must be the same bytes', () => {
  it('may stand behind another header', async () => {
    expect(await compareBytes(one(), behindHeader())).toBe(true);
    expect(await compareCodecAndBytes(one(), behindHeader())).toBe(true);
  });

  it.each([0, 4, 8])('differs where byte %i differs', async (index) => {
    const changed = Buffer.from(audio);
    changed[index]! ^= 1;
    expect(await compareBytes(one(), side(changed, 0))).toBe(false);
    expect(await compareCodecAndBytes(one(), side(changed, 0))).toBe(false);
  });

  it('differs where it is longer or shorter', async () => {
    expect(await compareBytes(one(), side(audio.subarray(0, 8), 0))).toBe(false);
    expect(await compareBytes(side(audio.subarray(0, 8), 0), one())).toBe(false);
  });

  it.each<[string, Partial<StreamProperties>]>([
    ['codec', { codec: 'other' }],
    ['sample rate', { sampleRate: 48_000 }],
    ['number of channels', { channels: 1 }],
    ['depth', { bitsPerSample: 24 }],
  ])('differs where the %s is another, of which only the codec counts for MP4', async (name, properties) => {
    expect(await compareBytes(one(), behindHeader(properties))).toBe(false);
    expect(await compareCodecAndBytes(one(), behindHeader(properties))).toBe(name !== 'codec');
  });

  it('may be empty', async () => {
    expect(await compareBytes(side(audio, 9), side(audio, 9))).toBe(true);
  });

  it.each([PIECE - 1, PIECE, PIECE + 1, 2 * PIECE + 3])('is compared to its end with %i bytes', async (length) => {
    const bytes = Buffer.alloc(length, 7);
    const changed = Buffer.from(bytes);
    changed[length - 1] = 8;
    const range = { offset: 0, length };
    expect(await areSameBytes(side(bytes, 0), range, side(bytes, 0), range)).toBe(true);
    expect(await areSameBytes(side(bytes, 0), range, side(changed, 0), range)).toBe(false);
  });

  it.each([
    [3, [[3, 3, 5]]],
    [PIECE, [[PIECE, PIECE, 5]]],
    [
      PIECE + 2,
      [
        [PIECE, PIECE, 5],
        [PIECE, 2, 5 + PIECE],
      ],
    ],
  ])('of %i bytes is read in pieces, into no more memory than they need', async (length, pieces) => {
    const bytes = Buffer.alloc(5 + length);
    const reads: number[][] = [];
    const one: AudioSide = {
      ...side(bytes, 5),
      read: async (buffer, _, count, position) => void reads.push([buffer.length, count, position]),
    };
    const range = { offset: 5, length };
    expect(await areSameBytes(one, range, one, range)).toBe(true);
    expect(reads).toEqual(pieces.flatMap((piece) => [piece, piece]));
  });
});
