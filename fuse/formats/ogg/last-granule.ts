/**
 * The granule position of the last page of an Ogg stream: how many samples the stream has.
 */
import type { Window } from '../window.ts';
import { LONGEST_PAGE, PAGE_HEADER } from './pages.ts';

/** The last page mostly lies within this many bytes. */
const SHORT_LOOK = 8 * 1024;
/** Two pages of the greatest length: the last may end no packet, and then says no position. */
const LONG_LOOK = 2 * LONGEST_PAGE;

/** Samples up to the end of the stream `serial`, or -1 when the file's end belongs to another stream or says nothing. */
export function lastGranule(window: Window, serial: number): number {
  for (const look of [SHORT_LOOK, LONG_LOOK]) {
    const length = Math.min(look, window.size);
    const i = window.at(window.size - length, length);
    const end = i + length;
    const tail = window.bytes.subarray(i, end);
    let at = tail.lastIndexOf('OggS', undefined, 'latin1');
    while (at >= 0) {
      if (at + PAGE_HEADER <= length && tail[at + 4] === 0) {
        const low = tail.readUInt32LE(at + 6);
        const high = tail.readUInt32LE(at + 10);
        if (tail.readUInt32LE(at + 14) !== serial) return -1;
        if (high !== 0xffff_ffff || low !== 0xffff_ffff) return high * 0x1_0000_0000 + low;
      }
      at = at === 0 ? -1 : tail.lastIndexOf('OggS', at - 1, 'latin1');
    }
  }
  return -1;
}
