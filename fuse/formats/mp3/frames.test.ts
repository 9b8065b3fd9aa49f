import { describe, expect, it } from 'vitest';
import { frames } from '../testing/id3-bytes.ts';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { parseFrameHeader } from './frame-header.ts';
import { describesStream, durationOfFrames, durationOfVbr, findFrame, firstFrame } from './frames.ts';

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
    // At 48 kHz a frame of 128 kbit/s is 384 bytes long.
    const otherRate = frames(1).subarray(0, 384);
    otherRate.writeUInt32BE(0xfffb_9400);
    expect(findFrame(windowOf(JUNK, frames(1), otherRate, frames(1)), 0)).toBe(-1);
    const otherVersion = frames(1);
    otherVersion.writeUInt32BE(0xfff3_9000);
    expect(findFrame(windowOf(JUNK, frames(1), frames(1), otherVersion), 0)).toBe(-1);
    const noFrame = frames(1);
    noFrame.writeUInt32BE(0xfffb_f000);
    expect(findFrame(windowOf(JUNK, frames(1), noFrame, frames(1)), 0)).toBe(-1);
    expect(findFrame(windowOf(JUNK, frames(2), noFrame), 0)).toBe(-1);
  });

  it('is looked for behind what looks like one', () => {
    const lie = Buffer.from([0xff, 0xfb, 0x90, 0x00, 0xff]);
    expect(findFrame(windowOf(lie, frames(3)), 0)).toBe(lie.length);
  });

  it('is found across the steps of the search, up to 128 KiB behind the tags', () => {
    for (const distance of [4095, 4096, 4097, 100_000, 128 * 1024 - 4]) {
      expect(findFrame(windowOf(Buffer.alloc(distance), frames(3)), 0)).toBe(distance);
    }
    const almost = Buffer.alloc(128 * 1024 - 4);
    almost[almost.length - 1] = 0xff;
    expect(findFrame(windowOf(almost, frames(3)), 0)).toBe(almost.length);
    expect(findFrame(windowOf(Buffer.alloc(140_000), frames(3)), 0)).toBe(-1);
    expect(findFrame(windowOf(Buffer.alloc(140_000, 0xff)), 0)).toBe(-1);
  });

  it('is none where the file ends within its header', () => {
    for (let length = 0; length < 4; length += 1) {
      expect(findFrame(windowOf(JUNK, frames(1).subarray(0, length)), 0)).toBe(-1);
      expect(findFrame(windowOf(JUNK, frames(1).subarray(0, length)), 10)).toBe(-1);
    }
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
    const between = [frames(2), JUNK, frames(18)];
    expect(durationOf(...between)).toBe(((20 * 417 + 10) * 8) / 128_000);
  });

  it('is counted across other bytes, and not behind a gap that no stream has', () => {
    const gap = 16 * 1024 * 1024;
    const withGap = (length: number): number =>
      durationOf(frames(1), frames(2, 192), Buffer.alloc(length, 1), frames(9));
    expect(withGap(200_000)).toBeCloseTo(12 * SAMPLES, 9);
    expect(withGap(gap - 70_000)).toBeCloseTo(12 * SAMPLES, 9);
    expect(withGap(gap + 140_000)).toBeCloseTo(3 * SAMPLES, 9);
    const pieces = [frames(1), frames(2, 192), Buffer.alloc(70_000, 0xff), frames(9), Buffer.of(0xff, 0xfb, 0x90)];
    expect(durationOf(...pieces)).toBeCloseTo(12 * SAMPLES, 9);
  });

  it('is found without reading a huge file to its end', () => {
    const head = Buffer.concat([frames(1), frames(20, 192)]);
    let bytes = 0;
    const source = {
      size: 3 * 2 ** 30,
      read(position: number, length: number) {
        bytes += length;
        const part = Buffer.alloc(length);
        head.copy(part, 0, Math.min(position, head.length));
        return part;
      },
    };
    expect(durationOfFrames(new Window(source), header(), 0, source.size)).toBeCloseTo(21 * SAMPLES, 9);
    expect(bytes).toBeLessThan(20 * 1024 * 1024);
  });

  it('is counted where the bitrate changes among the first six frames, or the six in the middle', () => {
    expect(durationOf(frames(1), frames(19, 192))).toBeCloseTo(20 * SAMPLES, 9);
    expect(durationOf(frames(5), frames(1, 192), frames(40))).toBeCloseTo(46 * SAMPLES, 9);
    expect(durationOf(frames(30), frames(30, 192))).toBeCloseTo(60 * SAMPLES, 9);
  });

  it('is counted where the bitrate changes in the middle of what lies behind the tags', () => {
    const front = Buffer.alloc(8000);
    const bytes = Buffer.concat([front, frames(20), frames(6, 192), frames(20)]);
    expect(durationOfFrames(windowOf(bytes), header(), front.length, bytes.length)).toBeCloseTo(46 * SAMPLES, 9);
  });

  it('is that of what lies in front of the end, whatever follows', () => {
    const bytes = Buffer.concat([frames(20), frames(20, 192)]);
    const end = 20 * 417;
    expect(durationOfFrames(windowOf(bytes), header(), 0, end)).toBe((end * 8) / 128_000);
    const mixed = Buffer.concat([frames(1), frames(1, 192), frames(20)]);
    expect(durationOfFrames(windowOf(mixed), header(), 0, 417 + 626)).toBeCloseTo(2 * SAMPLES, 9);
  });

  it('follows from the size where no frame is found in the middle', () => {
    const parts = [frames(6), Buffer.alloc(9000)];
    expect(durationOf(...parts)).toBe(((6 * 417 + 9000) * 8) / 128_000);
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
    expect(durationOf(frames(2), frames(1, 192).subarray(0, 4))).toBeCloseTo(3 * SAMPLES, 9);
  });

  it('counts a header that stands across the border of what is read at once', () => {
    const frontFrames = [frames(1), frames(1, 192)];
    for (const place of [65_531, 65_532, 65_533, 65_534, 65_536]) {
      const junk = Buffer.alloc(place - 417 - 626);
      expect(durationOf(...frontFrames, junk, frames(1).subarray(0, 4))).toBeCloseTo(3 * SAMPLES, 9);
    }
  });

  it('is counted with few reads', () => {
    const bytes = Buffer.concat([frames(1), frames(1000, 192)]);
    const source = strictSource(bytes);
    durationOfFrames(new Window(source), header(), 0, bytes.length);
    expect(source.reads).toBeLessThanOrEqual(1 + Math.ceil(bytes.length / 65_000));
  });

  it('by a header leaves out filling, unless there is more of it than music', () => {
    expect(durationOfVbr(header(), { frames: 10, bytes: 0, filling: 1000 })).toBe((11_520 - 1000) / 44_100);
    expect(durationOfVbr(header(), { frames: 1, bytes: 0, filling: 1151 })).toBe(1 / 44_100);
    expect(durationOfVbr(header(), { frames: 1, bytes: 0, filling: 1152 })).toBe(1152 / 44_100);
  });
});

describe('a VBR header', () => {
  const describes = (frames: number, bytes: number, length: number, bits = 0xfffb_9000): boolean =>
    describesStream(parseFrameHeader(bits)!, { frames, bytes, filling: 0 }, length);

  it('describes a stream that has about as many bytes', () => {
    expect(describes(40, 0, 16_000)).toBe(true);
    expect(describes(40, 16_000, 16_999)).toBe(true);
    expect(describes(40, 16_000, 17_000)).toBe(false);
    expect(describes(40, 16_999, 16_000)).toBe(true);
    expect(describes(40, 17_000, 16_000)).toBe(false);
  });

  it('describes no stream that is too short for its frames, or if it does not say how many they are', () => {
    // 1152 samples at 32 kbit/s and 44.1 kHz are 104.5 bytes; 576 at 8 kbit/s and 22.05 kHz are 26.1.
    expect(describes(40, 0, 4180)).toBe(true);
    expect(describes(40, 0, 4179)).toBe(false);
    expect(describes(40, 0, 1045, 0xfff3_9000)).toBe(true);
    expect(describes(40, 0, 1044, 0xfff3_9000)).toBe(false);
    expect(describes(0, 16_000, 16_000)).toBe(false);
  });
});
