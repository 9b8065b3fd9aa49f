/**
 * Types of FLAC metadata blocks, and the stream information that every FLAC stream begins with.
 *
 * Source: RFC 9639, sections 8.1 and 8.2.
 */
export const STREAMINFO = 0;
export const PADDING = 1;
export const VORBIS_COMMENT = 4;
export const PICTURE = 6;
/** Not a block: its header would look like the beginning of a frame. */
export const INVALID = 127;

export const STREAMINFO_LENGTH = 34;

export interface StreamInfo {
  readonly sampleRate: number;
  readonly channels: number;
  readonly bitsPerSample: number;
  readonly samples: number;
}

/** STREAMINFO: 20 bits of sample rate, 3 of channels, 5 of sample size, 36 of length, behind ten bytes of block sizes. */
export function parseStreamInfo(b: Buffer, i: number): StreamInfo {
  const packed = b.readUInt32BE(i + 10);
  return {
    sampleRate: packed >>> 12,
    channels: ((packed >>> 9) & 7) + 1,
    bitsPerSample: ((packed >>> 4) & 31) + 1,
    samples: (packed & 15) * 0x1_0000_0000 + b.readUInt32BE(i + 14),
  };
}
