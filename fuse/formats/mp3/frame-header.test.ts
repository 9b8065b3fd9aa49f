import { describe, expect, it } from 'vitest';
import { parseFrameHeader } from './frame-header.ts';

type Fields = {
  version: 0 | 1 | 2 | 3;
  layer: 0 | 1 | 2 | 3;
  bitrate: number;
  rate: number;
  padding?: 0 | 1;
  mode?: number;
};

/** Header bits from the values of their fields, as the standard numbers them. */
function header({ version, layer, bitrate, rate, padding = 0, mode = 0 }: Fields): number {
  return (
    (0xffe0_0000 |
      (version << 19) |
      (layer << 17) |
      (1 << 16) |
      (bitrate << 12) |
      (rate << 10) |
      (padding << 9) |
      (mode << 6)) >>>
    0
  );
}

const MPEG = { 1: 3, 2: 2, 2.5: 0 } as const;
const LAYER = { 1: 3, 2: 2, 3: 1 } as const;
const RATES = { 1: [44_100, 48_000, 32_000], 2: [22_050, 24_000, 16_000], 2.5: [11_025, 12_000, 8_000] } as const;

/** Kilobits per second by version and layer: ISO/IEC 11172-3, 2.4.2.3 and 13818-3, 2.4.2.3. */
const BITRATES = [
  { versions: [1], layers: [1], kilobits: [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448] },
  { versions: [1], layers: [2], kilobits: [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384] },
  { versions: [1], layers: [3], kilobits: [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320] },
  { versions: [2, 2.5], layers: [1], kilobits: [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256] },
  { versions: [2, 2.5], layers: [2, 3], kilobits: [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160] },
] as const;

describe('a frame header', () => {
  it.each(BITRATES)('has the bitrates of MPEG $versions layer $layers', ({ versions, layers, kilobits }) => {
    for (const version of versions) {
      for (const layer of layers) {
        const found = kilobits.map(
          (_, i) =>
            parseFrameHeader(header({ version: MPEG[version], layer: LAYER[layer], bitrate: i + 1, rate: 0 }))?.bitrate,
        );
        expect(found).toEqual(kilobits.map((kilobit) => kilobit * 1000));
      }
    }
  });

  it.each([1, 2, 2.5] as const)('has the sample rates of MPEG %d', (version) => {
    const found = [0, 1, 2].map((rate) =>
      parseFrameHeader(header({ version: MPEG[version], layer: 1, bitrate: 1, rate })),
    );
    expect(found.map((frame) => frame?.sampleRate)).toEqual(RATES[version]);
    expect(found[0]).toMatchObject({ version, layer: 3 });
  });

  it.each([
    [1, 1, 384],
    [1, 2, 1152],
    [1, 3, 1152],
    [2, 1, 384],
    [2, 2, 1152],
    [2, 3, 576],
    [2.5, 3, 576],
  ] as const)('of MPEG %d layer %d is %d samples long', (version, layer, samples) => {
    const frame = parseFrameHeader(header({ version: MPEG[version], layer: LAYER[layer], bitrate: 5, rate: 1 }));
    expect(frame).toMatchObject({ version, layer, samples });
  });

  it.each([
    // 128 kbit/s at 44.1 kHz: 144 × 128000 / 44100 = 417.96.
    [{ version: 3, layer: 1, bitrate: 9, rate: 0 }, 417],
    [{ version: 3, layer: 1, bitrate: 9, rate: 0, padding: 1 }, 418],
    // Layer 1 counts in slots of four bytes: 12 × 384000 / 44100 = 104.49.
    [{ version: 3, layer: 3, bitrate: 12, rate: 0 }, 416],
    [{ version: 3, layer: 3, bitrate: 12, rate: 0, padding: 1 }, 420],
    // 64 kbit/s at 22.05 kHz, half as many samples: 72 × 64000 / 22050 = 208.98.
    [{ version: 2, layer: 1, bitrate: 8, rate: 0 }, 208],
    [{ version: 2, layer: 2, bitrate: 8, rate: 0 }, 417],
  ] as const)('%o is %d bytes long', (fields, length) => {
    expect(parseFrameHeader(header(fields))?.length).toBe(length);
  });

  it('is of one channel only in the mode for one', () => {
    const channels = [0, 1, 2, 3].map(
      (mode) => parseFrameHeader(header({ version: 3, layer: 1, bitrate: 9, rate: 0, mode }))?.channels,
    );
    expect(channels).toEqual([2, 2, 2, 1]);
  });

  it.each([
    ['the reserved version', { version: 1, layer: 1, bitrate: 9, rate: 0 }],
    ['the reserved layer', { version: 3, layer: 0, bitrate: 9, rate: 0 }],
    ['free format', { version: 3, layer: 1, bitrate: 0, rate: 0 }],
    ['the forbidden bitrate', { version: 3, layer: 1, bitrate: 15, rate: 0 }],
    ['the reserved sample rate', { version: 3, layer: 1, bitrate: 9, rate: 3 }],
  ] as const)('with %s is none', (_, fields) => {
    expect(parseFrameHeader(header(fields))).toBeNull();
  });

  it('without one of its eleven sync bits is none', () => {
    const bits = header({ version: 3, layer: 1, bitrate: 9, rate: 0 });
    for (let bit = 21; bit < 32; bit++) expect(parseFrameHeader((bits & ~(1 << bit)) >>> 0)).toBeNull();
    // From signed 32-bit arithmetic, as XOR yields it.
    expect(parseFrameHeader(bits | 0)).not.toBeNull();
  });
});
