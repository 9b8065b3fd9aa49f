/**
 * The granule position of the last page of an Ogg stream: how many samples the stream has.
 */
import type { Window } from '../window.ts';
import { LONGEST_PAGE, PAGE_HEADER } from './pages.ts';

/** The last page mostly lies within this many bytes. */
const SHORT_LOOK = 8 * 1024;
/** Two pages of the greatest length: the last may end no packet, and then says no position. */
const LONG_LOOK = 2 * LONGEST_PAGE;
/** Of a page on which no packet ends. */
const NO_POSITION = 2n ** 64n - 1n;

/** Bytes that are looked through at once, from the end of a file on, for a page of one among several streams. */
const STEP = LONG_LOOK;

/**
 * As `lastGranule`, where pages of other streams may come behind it: the file is looked through from its end to its
 * beginning. 0 where it says nothing.
 */
export function lastGranuleAmong(window: Window, serial: number): number {
  for (let end = window.size; end > 0;) {
    const start = Math.max(0, end - STEP);
    // A header may begin in this step and end in the one behind it.
    const length = Math.min(window.size, end + PAGE_HEADER - 1) - start;
    const i = window.at(start, length);
    const part = window.bytes.subarray(i, i + length);
    for (let at = part.lastIndexOf('OggS', undefined, 'latin1'); at >= 0;) {
      if (at + PAGE_HEADER <= length && part[at + 4] === 0 && part.readUInt32LE(at + 14) === serial) {
        const granule = part.readBigUInt64LE(at + 6);
        if (granule !== NO_POSITION) return Number(granule);
      }
      at = at === 0 ? -1 : part.lastIndexOf('OggS', at - 1, 'latin1');
    }
    end = start;
  }
  return 0;
}

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
