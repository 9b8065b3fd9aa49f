/**
 * A snapshot of an index as a tar archive (POSIX ustar) of the manifest and the file segments. Unpacked into an empty
 * folder, it is the index.
 */

import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { LocalIndex } from '../engine/local-index.ts';

const RECORD_BYTES = 512;
/** From this size on eleven octal digits do not suffice; sizes are then in base 256 (GNU tar). */
const OCTAL_SIZE_LIMIT = 8 ** 11;

/** The archive in pieces. Its files are pinned until the reader ends; the index takes updates meanwhile. */
export async function* snapshotArchive(index: LocalIndex): AsyncGenerator<Uint8Array> {
  const copy = await index.pinFiles();
  try {
    const manifest = Buffer.from(copy.manifest);
    yield tarHeader('manifest', manifest.length);
    yield manifest;
    yield padding(manifest.length);
    for (const { path, bytes } of copy.files) {
      yield tarHeader(basename(path), bytes);
      if (bytes > 0) yield* createReadStream(path, { end: bytes - 1 }) as AsyncIterable<Buffer>;
      yield padding(bytes);
    }
    yield new Uint8Array(2 * RECORD_BYTES);
  } finally {
    copy.release();
  }
}

function padding(bytes: number): Uint8Array {
  return new Uint8Array((RECORD_BYTES - (bytes % RECORD_BYTES)) % RECORD_BYTES);
}

function tarHeader(name: string, bytes: number): Uint8Array {
  const header = Buffer.alloc(RECORD_BYTES);
  header.write(name, 0, 100);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  if (bytes < OCTAL_SIZE_LIMIT) {
    header.write(`${bytes.toString(8).padStart(11, '0')}\0`, 124);
  } else {
    header[124] = 0x80;
    header.writeBigUInt64BE(BigInt(bytes), 128);
  }
  header.write(
    `${Math.floor(Date.now() / 1000)
      .toString(8)
      .padStart(11, '0')}\0`,
    136,
  );
  header.write('        0', 148);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
