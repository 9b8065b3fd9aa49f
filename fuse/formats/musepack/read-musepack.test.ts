import { describe, expect, it } from 'vitest';
import { readLayout } from '../read-layout.ts';
import { strictSource } from '../testing/sources.ts';

const AUDIO = Buffer.alloc(500, 0x55);

function read(...parts: Buffer[]) {
  return readLayout(strictSource(Buffer.concat([...parts, AUDIO])));
}

function version7({ version = 0x17, frames = 100, rate = 0 } = {}): Buffer {
  const bytes = Buffer.alloc(24);
  bytes.write('MP+', 'latin1');
  bytes[3] = version;
  bytes.writeUInt32LE(frames, 4);
  bytes.writeUInt32LE(rate << 16, 8);
  return bytes;
}

/** A packet of version 8: its size counts the key and itself. */
function packet(key: string, body: readonly number[]): Buffer {
  return Buffer.from([...Buffer.from(key), 3 + body.length, ...body]);
}

function streamHeader({ samples = [0x81, 0x00], silence = [0x00], version = 8, rate = 0, channels = 2 } = {}): Buffer {
  return packet('SH', [1, 2, 3, 4, version, ...samples, ...silence, rate << 5, (channels - 1) << 4]);
}

const MAGIC = Buffer.from('MPCK');

describe('Musepack of version 7', () => {
  it('has 1152 samples a frame, less the delay of the decoder', () => {
    const { container, properties, audio } = read(version7())!;
    const duration = (100 * 1152 - 576) / 44_100;
    expect(container).toBe('musepack');
    expect(audio).toEqual({ offset: 0, length: 24 + AUDIO.length });
    expect(properties).toEqual({
      codec: 'musepack',
      duration,
      sampleRate: 44_100,
      channels: 2,
      lossless: false,
      bitrate: Math.round((audio.length * 8) / duration),
    });
  });

  it('has one of four sample rates', () => {
    expect([0, 1, 2, 3].map((rate) => read(version7({ rate }))?.properties.sampleRate)).toEqual([
      44_100, 48_000, 37_800, 32_000,
    ]);
  });

  it('without frames has no duration', () => {
    expect(read(version7({ frames: 0 }))?.properties.duration).toBe(0);
  });

  it('is the only old version that is read', () => {
    expect(read(version7({ version: 0x07 }))).not.toBeNull();
    for (const version of [4, 5, 6, 8]) expect(read(version7({ version }))).toBeNull();
  });
});

describe('Musepack of version 8', () => {
  it('has its technical data in the stream header', () => {
    const { properties } = read(MAGIC, streamHeader({ samples: [0x83, 0x00], silence: [0x20] }))!;
    expect(properties).toMatchObject({ codec: 'musepack', sampleRate: 44_100, channels: 2, lossless: false });
    expect(properties.duration).toBe((3 * 128 - 32) / 44_100);
  });

  it('has its sample rate in three bits, its channels in four', () => {
    const rates = [0, 1, 2, 3].map((rate) => read(MAGIC, streamHeader({ rate }))?.properties.sampleRate);
    expect(rates).toEqual([44_100, 48_000, 37_800, 32_000]);
    for (const rate of [4, 7]) expect(read(MAGIC, streamHeader({ rate }))).toBeNull();
    expect(read(MAGIC, streamHeader({ channels: 16 }))?.properties.channels).toBe(16);
    expect(read(MAGIC, streamHeader({ channels: 1 }))?.properties.channels).toBe(1);
  });

  it('with more silence than samples has no duration', () => {
    expect(read(MAGIC, streamHeader({ samples: [5], silence: [6] }))?.properties.duration).toBe(0);
  });

  it('is read behind up to fifteen other packets', () => {
    const gain = packet('RG', [1, 2, 3]);
    expect(read(MAGIC, ...Array.from({ length: 15 }, () => gain), streamHeader())).not.toBeNull();
    expect(() => read(MAGIC, ...Array.from({ length: 16 }, () => gain), streamHeader())).toThrow(
      'The Musepack file has no stream header.',
    );
  });

  it('whose packets are too short is broken', () => {
    expect(() => read(MAGIC, Buffer.from([0x52, 0x47, 2]), streamHeader())).toThrow(
      'The Musepack file has no stream header.',
    );
    expect(read(MAGIC, packet('RG', []), streamHeader())).not.toBeNull();
  });

  it('of another stream version is left to others', () => {
    expect(read(MAGIC, streamHeader({ version: 7 }))).toBeNull();
  });

  it('has numbers of seven bytes at most', () => {
    const long = [0x80, 0x80, 0x80, 0x80, 0x80, 0x81];
    expect(read(MAGIC, streamHeader({ samples: [...long, 0x00] }))?.properties.duration).toBe(128 / 44_100);
    expect(() => read(MAGIC, streamHeader({ samples: [...long, 0x80, 0x00] }))).toThrow(
      'The Musepack file has a number of absurd length.',
    );
  });
});
