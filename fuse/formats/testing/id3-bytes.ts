/**
 * ID3v2 tags built by hand, for what no tagger at hand writes: old versions, unsynchronisation, extended headers, footers.
 */
export type Version = 2 | 3 | 4;

function synchsafe(value: number): Buffer {
  return Buffer.from([(value >> 21) & 127, (value >> 14) & 127, (value >> 7) & 127, value & 127]);
}

function plain(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** One frame. `plainSize` writes an ID3v2.4 size as old iTunes did. */
export function frame(version: Version, id: string, body: Buffer, { flags = 0, plainSize = false } = {}): Buffer {
  if (version === 2) return Buffer.concat([Buffer.from(id, 'latin1'), plain(body.length).subarray(1), body]);
  const size = version === 4 && !plainSize ? synchsafe(body.length) : plain(body.length);
  return Buffer.concat([Buffer.from(id, 'latin1'), size, Buffer.from([flags >> 8, flags & 255]), body]);
}

/** The body of a text frame: `encoding` byte and text. */
export function text(value: string, encoding: 0 | 1 | 2 | 3 = 0): Buffer {
  switch (encoding) {
    case 0:
      return Buffer.concat([Buffer.from([0]), Buffer.from(value, 'latin1')]);
    case 1:
      return Buffer.concat([Buffer.from([1, 0xff, 0xfe]), Buffer.from(value, 'utf16le')]);
    case 2:
      return Buffer.concat([Buffer.from([2]), Buffer.from(value, 'utf16le').swap16()]);
    case 3:
      return Buffer.concat([Buffer.from([3]), Buffer.from(value)]);
  }
}

/** A whole tag. */
export function tag(version: Version, frames: readonly Buffer[], { flags = 0, padding = 0 } = {}): Buffer {
  const body = Buffer.concat([...frames, Buffer.alloc(padding)]);
  const header = (magic: string): Buffer =>
    Buffer.concat([Buffer.from(magic), Buffer.from([version, 0, flags]), synchsafe(body.length)]);
  return Buffer.concat([header('ID3'), body, ...((flags & 0x10) !== 0 ? [header('3DI')] : [])]);
}

/** Puts a zero behind every $FF. */
export function unsynchronise(bytes: Buffer): Buffer {
  return Buffer.from([...bytes].flatMap((byte) => (byte === 0xff ? [byte, 0] : [byte])));
}

/** MPEG 1 layer III frames at 44.1 kHz, filled with zeros: 417 bytes each for 128 kbit/s, 626 for 192. */
export function frames(count: number, kilobits: 128 | 192 = 128): Buffer {
  const one = Buffer.alloc(kilobits === 128 ? 417 : 626);
  one.writeUInt32BE(kilobits === 128 ? 0xfffb9000 : 0xfffbb000);
  return Buffer.concat(Array.from({ length: count }, () => one));
}
