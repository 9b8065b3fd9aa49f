/**
 * The MD5 of audio as FLAC stores it in STREAMINFO (RFC 9639, section 8.2): samples of all channels in turn, signed,
 * little-endian, each in as few whole bytes as its bits need.
 *
 * The decoder delivers numbers of 16 or 32 bits with the sample in the upper bits; the lower bits are dropped.
 */
import { createHash } from 'node:crypto';

/** The fields of STREAMINFO that describe the audio. */
export interface FlacStreamInfo {
  readonly bitsPerSample: number;
  /** Samples of each channel; 0 when the encoder left it unknown. */
  readonly samples: number;
  /** Hexadecimal; null when the encoder stored none. */
  readonly md5: string | null;
}

const STREAMINFO_BYTES = 34;
const MD5_OFFSET = 18;

/** @returns null for bytes that are no STREAMINFO */
export function readStreamInfo(bytes: Uint8Array): FlacStreamInfo | null {
  if (bytes.length < STREAMINFO_BYTES) return null;
  const block = Buffer.from(bytes.buffer, bytes.byteOffset, STREAMINFO_BYTES);
  const md5 = block.toString('hex', MD5_OFFSET);
  return {
    bitsPerSample: (((block[12]! & 1) << 4) | (block[13]! >> 4)) + 1,
    samples: (block[13]! & 0x0f) * 2 ** 32 + block.readUInt32BE(14),
    md5: /^0+$/.test(md5) ? null : md5,
  };
}

export class PcmDigest {
  readonly #hash = createHash('md5');
  readonly #bits: number;
  #packed = Buffer.alloc(0);

  constructor(bitsPerSample: number) {
    this.#bits = bitsPerSample;
  }

  /** Interleaved samples, each in the upper bits of its number. */
  push(samples: Int16Array | Int32Array): void {
    const bytes = Math.ceil(this.#bits / 8);
    const shift = samples.BYTES_PER_ELEMENT * 8 - this.#bits;
    if (shift === 0) {
      this.#hash.update(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
      return;
    }
    const length = samples.length * bytes;
    if (this.#packed.length < length) this.#packed = Buffer.allocUnsafeSlow(length);
    const packed = this.#packed;
    for (let i = 0, at = 0; i < samples.length; i += 1) {
      const sample = samples[i]! >> shift;
      for (let bit = 0; bit < bytes * 8; bit += 8) packed[at++] = sample >> bit;
    }
    this.#hash.update(packed.subarray(0, length));
  }

  /** Hexadecimal. Samples cannot be added afterwards. */
  hex(): string {
    return this.#hash.digest('hex');
  }
}
