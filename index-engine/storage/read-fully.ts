/**
 * Reads from a file as many bytes as are wanted: the system may return fewer at once although the file has more.
 */

import { readSync } from 'node:fs';

/** Fills `bytes` from `position` on; returns how many bytes were read, which are fewer only at the end of the file. */
export function readFully(descriptor: number, bytes: Uint8Array, position: number): number {
  let done = 0;
  for (;;) {
    const count = readSync(descriptor, bytes, done, bytes.length - done, position + done);
    done += count;
    // A read of no bytes is the end, of the file or of the array.
    if (count === 0) return done;
  }
}
