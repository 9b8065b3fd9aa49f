/** Ogg pages and header packets built by hand from RFC 3533, for what no encoder at hand writes. */

export type OggPage = {
  /** 1: goes on with a packet, 2: first page, 4: last page. */
  readonly flags?: number;
  readonly granule?: bigint;
  readonly serial?: number;
  readonly sequence?: number;
};

/** The serial number of pages that are given none. */
export const SERIAL = 0x0a0b_0c0d;

/** A page with these lacing values and this body, with its checksum. */
export function oggPage(
  lacing: readonly number[],
  body: Buffer | string,
  { flags = 0, granule = 0n, serial = SERIAL, sequence = 0 }: OggPage = {},
): Buffer {
  const head = Buffer.alloc(27);
  head.write('OggS', 'latin1');
  head[5] = flags;
  head.writeBigUInt64LE(granule, 6);
  head.writeUInt32LE(serial, 14);
  head.writeUInt32LE(sequence, 18);
  head[26] = lacing.length;
  const page = Buffer.concat([head, Buffer.from(lacing), Buffer.from(body as string, 'latin1')]);
  page.writeUInt32LE(crcBitByBit(page), 22);
  return page;
}

/** The checksum bit by bit, as RFC 3533 describes it. */
export function crcBitByBit(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) crc = crc < 0 ? (crc << 1) ^ 0x04c1_1db7 : crc << 1;
  }
  return crc >>> 0;
}

/** The lacing values of packets of these lengths. */
export function lacingOf(...lengths: readonly number[]): number[] {
  return lengths.flatMap((length) => [...Array<number>(Math.floor(length / 255)).fill(255), length % 255]);
}

/** The identification header of Ogg Vorbis. */
export function vorbisHead({ rate = 44_100, channels = 2 } = {}): Buffer {
  const packet = Buffer.alloc(30);
  packet.write('\u0001vorbis', 'latin1');
  packet[11] = channels;
  packet.writeUInt32LE(rate, 12);
  packet[28] = 0xb8;
  packet[29] = 1;
  return packet;
}

/** The identification header of Opus: RFC 7845, section 5.1. */
export function opusHead({ channels = 2, skipped = 312 } = {}): Buffer {
  const packet = Buffer.alloc(19);
  packet.write('OpusHead\u0001', 'latin1');
  packet[9] = channels;
  packet.writeUInt16LE(skipped, 10);
  packet.writeUInt32LE(44_100, 12);
  return packet;
}

/** The first packet of Ogg FLAC (RFC 9639, section 10.1), followed by `packets` header packets; 0: it does not say. */
export function flacHead({ rate = 44_100, packets = 1 } = {}): Buffer {
  const info = Buffer.alloc(34);
  info.writeUInt16BE(4096, 0);
  info.writeUInt16BE(4096, 2);
  // 20 bits of sample rate, 3 of channels less one, 5 of bits per sample less one, 36 of samples.
  info.writeBigUInt64BE((BigInt(rate) << 44n) | (1n << 41n) | (15n << 36n), 10);
  return Buffer.concat([
    Buffer.from('\u007fFLAC\u0001\0\0', 'latin1'),
    Buffer.from([packets, 0x66, 0x4c, 0x61, 0x43]),
    Buffer.from([0, 0, 0, 34]),
    info,
  ]);
}

/** A block of Ogg FLAC: type, length in three bytes, body. */
export function flacBlock(type: number, body: Buffer | string, isLast = false): Buffer {
  const bytes = Buffer.from(body as string, 'latin1');
  const head = Buffer.alloc(4);
  head.writeUInt32BE(bytes.length);
  head[0] = type | (isLast ? 0x80 : 0);
  return Buffer.concat([head, bytes]);
}

/** Vendor string and comments, each behind its length; without magic and framing bit. */
export function commentsOf(vendor: string, comments: readonly string[]): Buffer {
  const number = (value: number): Buffer => Buffer.from(Uint32Array.of(value).buffer);
  const text = (value: string): Buffer[] => [number(Buffer.byteLength(value)), Buffer.from(value)];
  return Buffer.concat([...text(vendor), number(comments.length), ...comments.flatMap(text)]);
}
