/**
 * Formats that carry an ID3 tag in a chunk list its kept frames beside their own kept chunks, with `id3/` in front.
 */
import type { KeptPart, Layout } from '../layout.ts';

const PREFIX = 'id3/';

/** The frames of an ID3 tag in a chunk, as kept parts of the whole file. */
export function asKeptChunks(frames: readonly KeptPart[]): KeptPart[] {
  return frames.map(({ kind, range }) => ({ kind: PREFIX + kind, range }));
}

/** The kept parts that are no frames. */
export function keptChunks({ kept }: Layout): KeptPart[] {
  return kept.filter(({ kind }) => !kind.startsWith(PREFIX));
}

/** The inverse of `asKeptChunks`: only the frames. */
export function keptFrames({ kept }: Layout): KeptPart[] {
  return kept
    .filter(({ kind }) => kind.startsWith(PREFIX))
    .map(({ kind, range }) => ({ kind: kind.slice(PREFIX.length), range }));
}
