/**
 * The first bytes of a RIFF WAVE file of PCM (Microsoft, "Multimedia Programming Interface and Data Specifications
 * 1.0").
 */

export const WAV_HEADER_BYTES = 44;

export interface WavFormat {
  readonly rate: number;
  readonly channels: number;
  readonly format: 's16' | 'f32';
  /** Samples per channel; `null` when unknown: players then read to the end. */
  readonly samples: number | null;
}

/** Bytes before the WAV file in the output of `wav-program.ts`, which tell its size. */
export const SIZE_BYTES = 8;

/** @param size in bytes; null when unknown */
export function writtenSize(size: number | null): Uint8Array {
  const bytes = Buffer.alloc(SIZE_BYTES);
  bytes.writeDoubleLE(size ?? Number.NaN);
  return bytes;
}

/** What `writtenSize` has written. */
export function readSize(bytes: Buffer): number | null {
  const size = bytes.readDoubleLE();
  return Number.isNaN(size) ? null : size;
}

/** Bytes of one sample of all channels. */
export function blockBytes({ channels, format }: WavFormat): number {
  return channels * (format === 's16' ? 2 : 4);
}

export function wavHeader(wav: WavFormat): Uint8Array {
  const block = blockBytes(wav);
  // Sizes are 32 bits wide; the largest one stands for "unknown", too.
  const dataBytes = wav.samples === null ? 0xffff_ffff : Math.min(0xffff_ffff, wav.samples * block);
  const header = Buffer.alloc(WAV_HEADER_BYTES);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(Math.min(0xffff_ffff, WAV_HEADER_BYTES - 8 + dataBytes), 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(wav.format === 's16' ? 1 : 3, 20);
  header.writeUInt16LE(wav.channels, 22);
  header.writeUInt32LE(wav.rate, 24);
  header.writeUInt32LE(wav.rate * block, 28);
  header.writeUInt16LE(block, 32);
  header.writeUInt16LE((block / wav.channels) * 8, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(dataBytes, 40);
  return header;
}
