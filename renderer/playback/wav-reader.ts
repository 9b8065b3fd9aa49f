/**
 * Reads a WAV file as it arrives: the format of its header, then the samples of each channel from −1 to 1. It takes
 * what the service sends (`app/audio/wav-header.ts`): a header of 44 bytes, then 16-bit integers or 32-bit floats.
 */

export interface PcmFormat {
  /** Hertz. */
  readonly rate: number;
  readonly channels: number;
  readonly float: boolean;
}

/** Bytes before the samples. */
export const WAV_HEADER_BYTES = 44;

const FLOAT = 3;

/** @throws Error for bytes that are no such file */
export function readWavHeader(bytes: Uint8Array): PcmFormat {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < WAV_HEADER_BYTES || view.getUint32(0) !== 0x52494646) throw new Error('this is no WAV file');
  const format = { rate: view.getUint32(24, true), channels: view.getUint16(22, true) };
  const float = view.getUint16(20, true) === FLOAT;
  if (format.rate === 0 || format.channels === 0 || view.getUint16(34, true) !== (float ? 32 : 16)) {
    throw new Error('this WAV file has an unknown format');
  }
  return { ...format, float };
}

/** Bytes of one sample of all channels. */
export function frameBytes({ channels, float }: PcmFormat): number {
  return channels * (float ? 4 : 2);
}

/** Samples of each channel. @param bytes whole frames */
export function samplesOf(bytes: Uint8Array, format: PcmFormat): Float32Array<ArrayBuffer>[] {
  const { channels, float } = format;
  const frames = Math.floor(bytes.length / frameBytes(format));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: channels }, (_, channel) => {
    const samples = new Float32Array(frames);
    for (let frame = 0; frame < frames; frame += 1) {
      const at = (frame * channels + channel) * (float ? 4 : 2);
      samples[frame] = float ? view.getFloat32(at, true) : view.getInt16(at, true) / 32_768;
    }
    return samples;
  });
}
