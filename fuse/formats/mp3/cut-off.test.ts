import { afterAll, describe, expect, it } from 'vitest';
import { readLayout } from '../read-layout.ts';
import { audioFolder, type Kind } from '../testing/audio.ts';
import { frames } from '../testing/id3-bytes.ts';
import { strictSource } from '../testing/sources.ts';

const folder = audioFolder();
afterAll(() => folder[Symbol.dispose]());

const cutOf = (bytes: Buffer): unknown => readLayout(strictSource(bytes), 'mp3')!.detail['cut'];

/** The bytes of the audio alone, and those in front of it. */
function parts(kind: Kind): { head: Buffer; audio: Buffer } {
  const bytes = folder.bytesOf(kind);
  const { audio } = readLayout(strictSource(bytes), 'mp3')!;
  return {
    head: bytes.subarray(0, audio.offset),
    audio: bytes.subarray(audio.offset, audio.offset + audio.length),
  };
}

const ID3V1 = Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125)]);

describe('an MPEG stream with a header of its length', () => {
  const VARIABLE = 'mp3';

  it('is whole where all is there, with and without tags behind it', () => {
    const { head, audio } = parts(VARIABLE);
    expect(cutOf(Buffer.concat([head, audio]))).toBeUndefined();
    expect(cutOf(Buffer.concat([head, audio, ID3V1]))).toBeUndefined();
    expect(cutOf(folder.bytesOf('mp3 with ID3v2.3'))).toBeUndefined();
  });

  it.each([0.05, 0.3, 0.6, 0.9])('is surely cut off within a frame where %f of it is there', (share) => {
    const { head, audio } = parts(VARIABLE);
    const left = Buffer.concat([head, audio.subarray(0, Math.round(share * audio.length))]);
    const cut = cutOf(left) as { seconds: number; confidence: number };
    expect(cut.confidence).toBe(0.99);
    // The bit rate varies.
    expect(Math.abs(cut.seconds - 1.3 * (1 - share))).toBeLessThan(0.25);
    expect(cutOf(Buffer.concat([left, ID3V1]))).toEqual(cut);
  });

  it('is cut off where a few bytes of the last frame are missing', () => {
    const { head, audio } = parts(VARIABLE);
    expect(cutOf(Buffer.concat([head, audio.subarray(0, -9)]))).toEqual({ seconds: 0, confidence: 0.99 });
  });

  it('is probably cut off where whole frames are left: a program may have split it', () => {
    const { head, audio } = parts('mp3 with ID3v2.3');
    // At 64 kbit/s and 44.1 kHz frames have 208 or 209 bytes; each begins with its sync.
    const middle = audio.indexOf(audio.subarray(0, 2), Math.floor(audio.length / 2));
    expect(cutOf(Buffer.concat([head, audio.subarray(0, middle)]))).toEqual({
      seconds: expect.closeTo(0.65, 1),
      confidence: 0.8,
    });
  });

  it('is whole where the header counts tags among the bytes', () => {
    const { head, audio } = parts(VARIABLE);
    const counted = Buffer.from(audio);
    const xing = counted.indexOf(/Xing/.test(counted.toString('latin1')) ? 'Xing' : 'Info');
    counted.writeUInt32BE(audio.length + 5000, xing + 12);
    expect(cutOf(Buffer.concat([head, counted]))).toBeUndefined();
  });
});

describe('an MPEG stream without a header of its length', () => {
  it('is whole where its last frame is', () => {
    expect(cutOf(folder.bytesOf('mp3 without Xing header'))).toBeUndefined();
    expect(cutOf(folder.bytesOf('mp3 of variable bitrate without Xing header'))).toBeUndefined();
    expect(cutOf(Buffer.concat([frames(40), ID3V1]))).toBeUndefined();
  });

  it.each([1, 2, 3, 4, 100, 416])('may be cut off where %i bytes of a frame are left at its end', (bytes) => {
    const left = Buffer.concat([frames(40), frames(1).subarray(0, bytes)]);
    expect(cutOf(left)).toEqual({ seconds: 0, confidence: 0.6 });
    expect(cutOf(Buffer.concat([left, ID3V1]))).toEqual({ seconds: 0, confidence: 0.6 });
  });

  it('is not accused because of unknown bytes at its end', () => {
    expect(cutOf(Buffer.concat([frames(40), Buffer.from('something else that follows the audio')]))).toBeUndefined();
    expect(cutOf(Buffer.concat([frames(40), Buffer.alloc(3000)]))).toBeUndefined();
  });
});
