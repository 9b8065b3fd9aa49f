/**
 * MPEG audio frame headers: 32 bits that say version, layer, bitrate and sample rate of a frame.
 *
 * Source: ISO/IEC 11172-3 section 2.4.2.3 and ISO/IEC 13818-3 (half sample rates); MPEG 2.5 is Fraunhofer's
 * extension to quarter rates.
 */
const KILOBITS: Readonly<Record<'1.1' | '1.2' | '1.3' | '2.1' | '2.2', readonly number[]>> = {
  '1.1': [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  '1.2': [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  '1.3': [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  '2.1': [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  '2.2': [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const SAMPLE_RATES = [44_100, 48_000, 32_000] as const;

export interface FrameHeader {
  readonly layer: 1 | 2 | 3;
  /** MPEG 1, or the half and quarter rates of MPEG 2 and 2.5. */
  readonly version: 1 | 2 | 2.5;
  /** Bits per second. */
  readonly bitrate: number;
  readonly sampleRate: number;
  readonly channels: 1 | 2;
  /** Bytes, the header included. */
  readonly length: number;
  /** Samples per channel. */
  readonly samples: number;
}

/** The bits that stay the same through a stream: sync, version, layer, sample rate. */
export const SAME_STREAM = 0xfffe_0c00;

/** The header in `bits` (big-endian), or `null` where they are none, free format or reserved values. */
export function parseFrameHeader(bits: number): FrameHeader | null {
  const versionBits = (bits >>> 19) & 3;
  const layerBits = (bits >>> 17) & 3;
  const bitrateIndex = (bits >>> 12) & 15;
  const rateIndex = (bits >>> 10) & 3;
  if (
    bits >>> 21 !== 0x7ff ||
    versionBits === 1 ||
    layerBits === 0 ||
    bitrateIndex === 0 ||
    bitrateIndex === 15 ||
    rateIndex === 3
  ) {
    return null;
  }
  const version = versionBits === 3 ? 1 : versionBits === 2 ? 2 : 2.5;
  const layer = (4 - layerBits) as 1 | 2 | 3;
  const row = version === 1 ? (layer === 1 ? '1.1' : layer === 2 ? '1.2' : '1.3') : layer === 1 ? '2.1' : '2.2';
  const bitrate = (KILOBITS[row][bitrateIndex] as number) * 1000;
  const sampleRate = (SAMPLE_RATES[rateIndex] as number) / (version === 1 ? 1 : version === 2 ? 2 : 4);
  const padding = (bits >>> 9) & 1;
  const samples = layer === 1 ? 384 : layer === 3 && version !== 1 ? 576 : 1152;
  const length =
    layer === 1
      ? (Math.floor((12 * bitrate) / sampleRate) + padding) * 4
      : Math.floor(((samples / 8) * bitrate) / sampleRate) + padding;
  return { layer, version, bitrate, sampleRate, channels: ((bits >>> 6) & 3) === 3 ? 1 : 2, length, samples };
}
