/**
 * A snapshot of an index as one stream, the newest form of servers of this protocol: a header in MessagePack, then the bytes
 * of the segments, one after the other, from old to new.
 *
 *     f   format of the stream, 1
 *     g   generation of the index
 *     s   the segments: for each n, the name of its file, and b, its number of bytes
 *     c   the manifest
 *
 * The manifest in a file `manifest`, beside the segments in files of their names, is the index.
 */

import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { LocalIndex } from '../engine/local-index.ts';
import { encodeMsgpack } from './msgpack-encode.ts';

const STREAM_FORMAT = 1;

/** The stream in pieces. Its files are pinned until the reader ends; the index takes updates meanwhile. */
export async function* snapshotStream(index: LocalIndex, generation: number): AsyncGenerator<Uint8Array> {
  const copy = await index.pinFiles();
  try {
    yield encodeMsgpack({
      f: STREAM_FORMAT,
      g: generation,
      s: copy.files.map(({ path, bytes }) => ({ n: basename(path), b: bytes })),
      c: copy.manifest,
    });
    for (const { path, bytes } of copy.files) {
      yield* createReadStream(path, { end: bytes - 1 }) as AsyncIterable<Buffer>;
    }
  } finally {
    copy.release();
  }
}
