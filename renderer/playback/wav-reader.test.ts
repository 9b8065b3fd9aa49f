import { describe, expect, it } from 'vitest';
import { frameBytes, readWavHeader, samplesOf, WAV_HEADER_BYTES } from './wav-reader.ts';

function header(tag: number, channels: number, rate: number, bits: number): Uint8Array {
  const bytes = new Uint8Array(WAV_HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x52494646);
  view.setUint16(20, tag, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, rate, true);
  view.setUint16(34, bits, true);
  return bytes;
}

describe('a WAV file', () => {
  it('says its format', () => {
    expect(readWavHeader(header(1, 2, 44_100, 16))).toEqual({ rate: 44_100, channels: 2, float: false });
    expect(readWavHeader(header(3, 1, 96_000, 32))).toEqual({ rate: 96_000, channels: 1, float: true });
    expect(frameBytes({ rate: 1, channels: 2, float: false })).toBe(4);
    expect(frameBytes({ rate: 1, channels: 2, float: true })).toBe(8);
  });

  it('is refused where it is none, or one of another kind', () => {
    expect(() => readWavHeader(new Uint8Array(44))).toThrow('no WAV file');
    expect(() => readWavHeader(header(1, 2, 44_100, 16).subarray(0, 43))).toThrow('no WAV file');
    for (const bytes of [
      header(1, 2, 44_100, 24),
      header(3, 2, 44_100, 16),
      header(1, 0, 1, 16),
      header(1, 1, 0, 16),
    ]) {
      expect(() => readWavHeader(bytes)).toThrow('unknown format');
    }
  });

  it('has its samples by channel, from −1 to below 1', () => {
    const bytes = new Uint8Array(new Int16Array([-32_768, 16_384, 0, 32_767]).buffer);
    expect(samplesOf(bytes, { rate: 1, channels: 2, float: false })).toEqual([
      new Float32Array([-1, 0]),
      new Float32Array([0.5, 32_767 / 32_768]),
    ]);
    const floats = new Uint8Array(new Float32Array([0.25, -0.75]).buffer);
    expect(samplesOf(floats, { rate: 1, channels: 1, float: true })).toEqual([new Float32Array([0.25, -0.75])]);
  });
});
