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
