/**
 * Writes bytes that are in several pieces of memory without copying them together. The system takes a limited number of
 * pieces in one call, and may write fewer bytes than it is given.
 */

import type { FileHandle } from 'node:fs/promises';

/** Most pieces that the system takes in one call (IOV_MAX). */
const MAX_PIECES = 1024;

/** Writes the pieces one after the other from `position` on; resolves with the position after the last of them. */
export async function writePieces(file: FileHandle, pieces: readonly Uint8Array[], position: number): Promise<number> {
  let end = position;
  for (let i = 0; i < pieces.length; i += MAX_PIECES) {
    for (let rest = pieces.slice(i, i + MAX_PIECES); rest.length > 0;) {
      const { bytesWritten } = await file.writev(rest, end);
      end += bytesWritten;
      rest = without(rest, bytesWritten);
    }
  }
  return end;
}

/** The rest of the pieces after their first `written` bytes. */
function without(pieces: readonly Uint8Array[], written: number): Uint8Array[] {
  const rest: Uint8Array[] = [];
  let skip = written;
  for (const piece of pieces) {
    if (skip >= piece.length) skip -= piece.length;
    else {
      rest.push(piece.subarray(skip));
      skip = 0;
    }
  }
  return rest;
}
