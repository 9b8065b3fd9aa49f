import { describe, expect, it } from 'vitest';
import { readLayout } from '../read-layout.ts';
import { strictSource } from '../testing/sources.ts';

const AUDIO = Buffer.alloc(1000, 0x55);

function read(head: Buffer) {
  return readLayout(strictSource(Buffer.concat([head, AUDIO])))!;
}

function newHead({
  frames = 10,
  blocks = 73_728,
  last = 1000,
  rate = 44_100,
  version = 3990,
  descriptor = 52,
} = {}): Buffer {
  const bytes = Buffer.alloc(descriptor + 24);
  bytes.write('MAC ', 'latin1');
  bytes.writeUInt16LE(version, 4);
  bytes.writeUInt32LE(descriptor, 8);
  const h = descriptor;
  bytes.writeUInt32LE(blocks, h + 4);
  bytes.writeUInt32LE(last, h + 8);
  bytes.writeUInt32LE(frames, h + 12);
  bytes.writeUInt16LE(24, h + 16);
  bytes.writeUInt16LE(2, h + 18);
  bytes.writeUInt32LE(rate, h + 20);
  return bytes;
}

function oldHead({
  version = 3970,
  compression = 2000,
  flags = 0,
  frames = 10,
  last = 1000,
  rate = 44_100,
} = {}): Buffer {
  const bytes = Buffer.alloc(32);
  bytes.write('MAC ', 'latin1');
  bytes.writeUInt16LE(version, 4);
  bytes.writeUInt16LE(compression, 6);
  bytes.writeUInt16LE(flags, 8);
  bytes.writeUInt16LE(2, 10);
  bytes.writeUInt32LE(rate, 12);
  bytes.writeUInt32LE(frames, 24);
  bytes.writeUInt32LE(last, 28);
  return bytes;
}

describe("a Monkey's Audio file with a descriptor", () => {
  it('has its technical data in the header behind it, wherever that is', () => {
    for (const descriptor of [52, 60]) {
      const { container, properties, audio } = read(newHead({ descriptor }));
      const duration = (9 * 73_728 + 1000) / 44_100;
      expect(container).toBe('ape');
      expect(properties).toEqual({
        codec: 'ape',
        duration,
        sampleRate: 44_100,
        channels: 2,
        bitsPerSample: 24,
        lossless: true,
        bitrate: Math.round((audio.length * 8) / duration),
      });
      expect(audio).toEqual({ offset: 0, length: descriptor + 24 + AUDIO.length });
    }
  });

  it('without frames has no duration', () => {
    expect(read(newHead({ frames: 0 })).properties).toMatchObject({ duration: 0, bitrate: 0 });
  });

  it('begins with version 3.98', () => {
    expect(read(newHead({ version: 3980 })).properties.bitsPerSample).toBe(24);
  });

  it('whose header states more than the file can hold is broken', () => {
    const room = Math.floor((76 + AUDIO.length) / 12);
    expect(read(newHead({ frames: room })).properties.duration).toBeGreaterThan(100);
    const damaged = "The header of the Monkey's Audio file is damaged: it states more than the file can hold.";
    expect(() => read(newHead({ frames: room + 1 }))).toThrow(damaged);
    expect(() => read(oldHead({ frames: 0x1000_0000 }))).toThrow(damaged);
    expect(read(newHead({ blocks: 1000, last: 1000 })).properties.duration).toBeGreaterThan(0);
    expect(() => read(newHead({ blocks: 1000, last: 1001 }))).toThrow(damaged);
  });

  it('has an unknown duration where the header states days in almost no bytes', () => {
    const [days, bytes] = [48 * 3600, 76 + AUDIO.length];
    expect(read(newHead({ frames: 1, blocks: days, last: days, rate: 1 })).properties.duration).toBe(48 * 3600);
    expect(read(newHead({ frames: 1, blocks: days + 1, last: days + 1, rate: 1 })).properties).toMatchObject({
      duration: 0,
      bitrate: 0,
    });
    // At 1 Hz the samples are the seconds: just enough bytes, and just too few.
    const file = (seconds: number): Buffer =>
      Buffer.concat([
        newHead({ frames: 1, blocks: seconds, last: seconds, rate: 1 }),
        Buffer.alloc(22_000_000 - bytes),
      ]);
    const size = 22_000_000;
    expect(read(file((size * 8) / 1000)).properties).toMatchObject({ duration: 176_000, bitrate: 1000 });
    expect(read(file((size * 8) / 1000 + 1)).properties.duration).toBe(0);
  });

  it('without a sample rate is broken', () => {
    expect(() => read(newHead({ rate: 0 }))).toThrow("The Monkey's Audio file says that it has no sample rate.");
  });
});

describe("an older Monkey's Audio file", () => {
  it.each([
    [{ version: 3979 }, 294_912],
    [{ version: 3950 }, 294_912],
    [{ version: 3949 }, 73_728],
    [{ version: 3900 }, 73_728],
    [{ version: 3899 }, 9216],
    [{ version: 3899, compression: 4000 }, 73_728],
    [{ version: 3800, compression: 4000 }, 73_728],
    [{ version: 3799, compression: 4000 }, 9216],
  ])('of %o has frames of %d blocks', (head, blocks) => {
    expect(read(oldHead(head)).properties.duration).toBe((9 * blocks + 1000) / 44_100);
  });

  it.each([
    [0, 16],
    [1, 8],
    [8, 24],
    [9, 8],
    [2, 16],
  ])('with flags %d has %d bits', (flags, bitsPerSample) => {
    expect(read(oldHead({ flags })).properties).toMatchObject({ bitsPerSample, channels: 2, sampleRate: 44_100 });
  });
});
