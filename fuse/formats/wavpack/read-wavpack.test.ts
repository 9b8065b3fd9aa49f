import { describe, expect, it } from 'vitest';
import { readLayout } from '../read-layout.ts';
import { frame, tag, text } from '../testing/id3-bytes.ts';
import { strictSource } from '../testing/sources.ts';

const RATE_44100 = 9 << 23;
const FINAL = 0x1000;
const INITIAL = 0x800;

type Block = { readonly flags?: number; readonly samples?: number; readonly high?: number; readonly body?: number };

function block({
  flags = RATE_44100 | INITIAL | FINAL | 1,
  samples = 44_100,
  high = 0,
  body = 50,
}: Block = {}): Buffer {
  const bytes = Buffer.alloc(32 + body, 0x55);
  bytes.fill(0, 0, 32);
  bytes.write('wvpk', 'latin1');
  bytes.writeUInt32LE(24 + body, 4);
  bytes[11] = high;
  bytes.writeUInt32LE(samples, 12);
  bytes.writeUInt32LE(flags >>> 0, 24);
  return bytes;
}

function read(...parts: Buffer[]) {
  return readLayout(strictSource(Buffer.concat(parts)));
}

describe('a WavPack file', () => {
  it('has its technical data in its first block', () => {
    const { container, properties, audio } = read(block())!;
    expect(container).toBe('wavpack');
    expect(audio).toEqual({ offset: 0, length: 82 });
    expect(properties).toEqual({
      codec: 'wavpack',
      duration: 1,
      sampleRate: 44_100,
      channels: 2,
      bitsPerSample: 16,
      lossless: true,
      bitrate: 82 * 8,
    });
  });

  it('has one of fifteen sample rates', () => {
    const rates = Array.from(
      { length: 15 },
      (_, i) => read(block({ flags: ((i << 23) | FINAL) >>> 0 }))?.properties.sampleRate,
    );
    expect(rates).toEqual([
      6000, 8000, 9600, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200, 96_000, 192_000,
    ]);
  });

  it('with another sample rate is left to others', () => {
    expect(read(block({ flags: ((15 << 23) | FINAL) >>> 0 }))).toBeNull();
  });

  it.each([
    [0, 0, 8],
    [1, 0, 16],
    [2, 0, 24],
    [3, 0, 32],
    [2, 4, 20],
  ])('of %d bytes with a shift of %d has %d bits', (bytes, shift, bits) => {
    expect(read(block({ flags: RATE_44100 | FINAL | bytes | (shift << 13) }))?.properties.bitsPerSample).toBe(bits);
  });

  it('that is hybrid is lossy, without bits per sample', () => {
    const { properties } = read(block({ flags: RATE_44100 | FINAL | 8 }))!;
    expect(properties.lossless).toBe(false);
    expect('bitsPerSample' in properties).toBe(false);
  });

  it('counts its samples in 40 bits', () => {
    expect(read(block({ samples: 44_100, high: 1 }))?.properties.duration).toBe((0xffff_ffff + 44_100) / 44_100);
  });

  it('of DSD, or of unknown length, is left to others', () => {
    expect(read(block({ flags: (0x8000_0000 | RATE_44100 | FINAL) >>> 0 }))).toBeNull();
    expect(read(block({ samples: 0xffff_ffff }))).toBeNull();
  });

  it('has the channels of all blocks up to the final one', () => {
    const stereo = block({ flags: RATE_44100 | INITIAL });
    const mono = block({ flags: RATE_44100 | 4 });
    const last = block({ flags: RATE_44100 | FINAL });
    expect(read(block({ flags: RATE_44100 | FINAL | 4 }))?.properties.channels).toBe(1);
    expect(read(stereo, mono, mono, last, stereo)?.properties.channels).toBe(6);
  });

  it('has 256 blocks beside one another at most', () => {
    const mono = block({ flags: RATE_44100 | 4, body: 0 });
    const blocks = (count: number): Buffer[] => Array.from({ length: count }, () => mono);
    const noBlock = Buffer.alloc(40);
    expect(() => read(...blocks(255), noBlock)).toThrow(`no block at ${255 * 32} where`);
    expect(read(...blocks(256), noBlock)?.properties.channels).toBe(256);
  });

  it('without its final block is broken', () => {
    expect(() => read(block({ flags: RATE_44100 }), Buffer.alloc(40))).toThrow(
      'The WavPack file has no block at 82 where one should be.',
    );
  });

  it('may have an ID3 tag in front, which is no part of the audio', () => {
    const id3 = tag(4, [frame(4, 'TIT2', text('Title'))]);
    const layout = read(id3, block())!;
    expect(layout.audio).toEqual({ offset: id3.length, length: 82 });
    expect(layout.tags).toEqual({ title: ['Title'] });
  });
});
