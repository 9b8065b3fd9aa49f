import { describe, expect, it } from 'vitest';
import { frames } from '../testing/id3-bytes.ts';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { parseFrameHeader } from './frame-header.ts';
import { durationOfFrames, durationOfVbr, findFrame, firstFrame } from './frames.ts';

const windowOf = (...parts: Buffer[]): Window => new Window(strictSource(Buffer.concat(parts)));
const JUNK = Buffer.alloc(10, 1);
const SAMPLES = 1152 / 44_100;

describe('the first frame', () => {
  it('is where it has to be if another frame, a tag or the end follows', () => {
    expect(findFrame(windowOf(JUNK, frames(2)), 10)).toBe(10);
    expect(findFrame(windowOf(JUNK, frames(1)), 10)).toBe(10);
    expect(findFrame(windowOf(JUNK, frames(1), Buffer.from([0xff, 0xfb, 0x90])), 10)).toBe(10);
    for (const magic of ['TAG', 'APE', 'LYR']) {
      expect(findFrame(windowOf(JUNK, frames(1), Buffer.from(`${magic}x`)), 10)).toBe(10);
    }
    expect(findFrame(windowOf(JUNK, frames(1), Buffer.from('XXXX')), 10)).toBe(-1);
  });

  it('is one whose header alone is left of the file', () => {
    expect(findFrame(windowOf(JUNK, frames(1).subarray(0, 4)), 10)).toBe(10);
    expect(findFrame(windowOf(JUNK, frames(1).subarray(0, 3)), 10)).toBe(-1);
    expect(findFrame(windowOf(JUNK), 10)).toBe(-1);
  });

  it('is elsewhere only if two others of the same stream follow, of whatever length', () => {
    expect(findFrame(windowOf(JUNK, frames(3)), 0)).toBe(10);
    expect(findFrame(windowOf(JUNK, frames(1), frames(1, 192), frames(1)), 0)).toBe(10);
    expect(findFrame(windowOf(JUNK, frames(2)), 0)).toBe(-1);
    expect(findFrame(windowOf(JUNK, frames(2), Buffer.from('TAGx')), 0)).toBe(-1);
    const otherRate = frames(1);
    otherRate.writeUInt32BE(0xfffb_9400);
    expect(findFrame(windowOf(JUNK, frames(1), otherRate, frames(1)), 0)).toBe(-1);
  });

  it('is looked for behind what looks like one', () => {
    const lie = Buffer.from([0xff, 0xfb, 0x90, 0x00, 0xff]);
    expect(findFrame(windowOf(lie, frames(3)), 0)).toBe(lie.length);
  });

  it('is found across the steps of the search, up to 128 KiB behind the tags', () => {
    for (const distance of [4095, 4096, 4097, 100_000, 128 * 1024 - 4]) {
      expect(findFrame(windowOf(Buffer.alloc(distance), frames(3)), 0)).toBe(distance);
    }
    expect(findFrame(windowOf(Buffer.alloc(140_000), frames(3)), 0)).toBe(-1);
    expect(findFrame(windowOf(Buffer.alloc(140_000, 0xff)), 0)).toBe(-1);
  });

  it('ends within the file', () => {
    expect(firstFrame(windowOf(JUNK, frames(1)), 10)).toMatchObject({ framesEnd: 10 + 417, vbr: null });
    expect(firstFrame(windowOf(JUNK, frames(1).subarray(0, 100)), 10).framesEnd).toBe(110);
  });
});

describe('the duration', () => {
  const header = () => parseFrameHeader(0xfffb_9000)!;
  const durationOf = (...parts: Buffer[]): number => {
    const bytes = Buffer.concat(parts);
    return durationOfFrames(windowOf(bytes), header(), 0, bytes.length);
  };

  it('follows from the size where all frames that are looked at have one bitrate', () => {
    expect(durationOf(frames(20))).toBe((20 * 417 * 8) / 128_000);
    expect(durationOf(frames(1))).toBe((417 * 8) / 128_000);
  });

  it('is counted where the bitrate changes among the first six frames, or the six in the middle', () => {
    expect(durationOf(frames(1), frames(19, 192))).toBeCloseTo(20 * SAMPLES, 9);
    expect(durationOf(frames(5), frames(1, 192), frames(40))).toBeCloseTo(46 * SAMPLES, 9);
    expect(durationOf(frames(30), frames(30, 192))).toBeCloseTo(60 * SAMPLES, 9);
  });

  it('does not see a change elsewhere', () => {
    const parts = [frames(6), frames(1, 192), frames(40)];
    expect(durationOf(...parts)).toBe((Buffer.concat(parts).length * 8) / 128_000);
  });

  it('counts past junk, and more than is read at once', () => {
    expect(durationOf(frames(1), frames(1, 192), JUNK, frames(3))).toBeCloseTo(5 * SAMPLES, 9);
    expect(durationOf(frames(1), frames(400, 192))).toBeCloseTo(401 * SAMPLES, 9);
  });

  it('counts a last frame of which the header alone is there', () => {
    expect(durationOf(frames(1), frames(1, 192), frames(1).subarray(0, 4))).toBeCloseTo(3 * SAMPLES, 9);
    expect(durationOf(frames(1), frames(1, 192), frames(1).subarray(0, 3))).toBeCloseTo(2 * SAMPLES, 9);
  });

  it('by a header leaves out filling, unless there is more of it than music', () => {
    expect(durationOfVbr(header(), { frames: 10, filling: 1000 })).toBe((11_520 - 1000) / 44_100);
    expect(durationOfVbr(header(), { frames: 1, filling: 1151 })).toBe(1 / 44_100);
    expect(durationOfVbr(header(), { frames: 1, filling: 1152 })).toBe(1152 / 44_100);
  });
});
