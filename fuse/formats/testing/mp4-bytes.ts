/** Atoms of MP4 files built by hand from ISO/IEC 14496-12, for what no encoder at hand writes. */

/** An atom around these bodies, with its length in 32 bits. */
export function atom(name: string, ...bodies: readonly (Buffer | string)[]): Buffer {
  const body = Buffer.concat(bodies.map((part) => Buffer.from(part as string, 'latin1')));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, body]);
}

/** An atom that states its length in 64 bits; `length` if it is to state another. */
export function wideAtom(name: string, body: Buffer | string, length = 16 + body.length): Buffer {
  const head = Buffer.alloc(16);
  head.writeUInt32BE(1);
  head.write(name, 4, 'latin1');
  head.writeBigUInt64BE(BigInt(length), 8);
  return Buffer.concat([head, Buffer.from(body as string, 'latin1')]);
}

/** The `data` atom of a tag: type, locale, value. */
export function data(type: number, value: Buffer | string | readonly number[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(type);
  return atom('data', head, Buffer.from(value as string));
}

/** Timescale and length of a track, in 32 bits or, as version 1, in 64. */
export function mediaHeader(timescale: number, length: number, version = 0): Buffer {
  const body = Buffer.alloc(version === 1 ? 36 : 24);
  body[0] = version;
  if (version === 1) {
    body.writeUInt32BE(timescale, 20);
    body.writeUInt32BE(Math.floor(length / 2 ** 32), 24);
    body.writeUInt32BE(length % 2 ** 32, 28);
  } else {
    body.writeUInt32BE(timescale, 12);
    body.writeUInt32BE(length, 16);
  }
  return atom('mdhd', body);
}

/** What a track is of: `soun`, `vide` … */
export function handler(kind: string): Buffer {
  return atom('hdlr', Buffer.alloc(8), kind, Buffer.alloc(12));
}

export type SampleEntry = {
  readonly rate?: number;
  readonly channels?: number;
  readonly bits?: number;
  /** Atoms within the entry. */
  readonly more?: Buffer;
};

/** The description of sound samples, with the atoms that it stands in. */
export function sampleEntry(
  format: string,
  { rate = 44_100, channels = 2, bits = 16, more = Buffer.alloc(0) }: SampleEntry = {},
): Buffer {
  const body = Buffer.alloc(28);
  body.writeUInt16BE(channels, 16);
  body.writeUInt16BE(bits, 18);
  body.writeUInt16BE(rate, 24);
  return atom('minf', atom('stbl', atom('stsd', Buffer.alloc(8), atom(format, body, more))));
}

/** A track of two seconds of sound. */
export function soundTrack(format: string, entry: SampleEntry = {}): Buffer {
  return atom('trak', atom('mdia', mediaHeader(44_100, 88_200), handler('soun'), sampleEntry(format, entry)));
}
