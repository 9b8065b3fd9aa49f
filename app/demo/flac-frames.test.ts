import { describe, expect, it } from 'vitest';
import { BLOCK, encodeFrames, type StereoSamples } from './flac-frames.ts';

/** Samples of every kind: silence, a tone, the extremes one beside the other. */
function samples(blocks: number): StereoSamples {
  const left = new Int16Array(blocks * BLOCK);
  const right = new Int16Array(blocks * BLOCK);
  for (let i = 0; i < left.length; i++) {
    left[i] = Math.round(20_000 * Math.sin(i / 30));
    right[i] = i % 500 < 250 ? 0 : i % 2 === 0 ? 32_767 : -32_768;
  }
  return { left, right };
}

describe('frames of FLAC', () => {
  it('begin with a sync code and their number, and have half the size of a tone', () => {
    const { left } = samples(3);
    const frames = encodeFrames({ left, right: left });
    expect([...frames.subarray(0, 5)]).toEqual([0xff, 0xf8, 0xc9, 0x18, 0]);
    expect(frames.length).toBeLessThan((left.length * 4) / 2);
  });

  it('number more than 127 frames as UTF-8 does', () => {
    const silence = new Int16Array(130 * BLOCK);
    const frames = Buffer.from(encodeFrames({ left: silence, right: silence }));
    const length = frames.indexOf(Buffer.from([0xff, 0xf8, 0xc9, 0x18, 1]));
    expect([...frames.subarray(128 * length, 128 * length + 6)]).toEqual([0xff, 0xf8, 0xc9, 0x18, 0xc2, 0x80]);
  });

  it('take no half blocks and no channels of different lengths', () => {
    const block = new Int16Array(BLOCK);
    expect(() => encodeFrames({ left: block.subarray(1), right: block.subarray(1) })).toThrow(RangeError);
    expect(() => encodeFrames({ left: block, right: new Int16Array(2 * BLOCK) })).toThrow(RangeError);
  });
});
