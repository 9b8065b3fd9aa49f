/**
 * Finds where the audio ends before the tags that stand at the end of a file, in any order and number:
 * ID3v1, enhanced ID3v1 (`TAG+`), Lyrics3 v1 and v2, APEv1 and APEv2, ID3v2.4 with a footer.
 *
 * Sources: id3.org "ID3v1", "Lyrics3 v2.00"; hydrogenaudio "APEv2 specification"; id3.org "2.4.0 – Main Structure", 3.4.
 */
import { ApeContent, APE_FOOTER_LENGTH, readApeTag } from '../ape/read-ape-tag.ts';
import { readSynchsafe } from '../id3/synchsafe.ts';
import { TagCollector } from '../tags/tag-collector.ts';
import type { Window } from '../window.ts';
import { ID3V1_LENGTH, readId3v1 } from './read-id3v1.ts';

/** The tags found at the end of a file. */
export class TailContent {
  readonly ape = new ApeContent();
  readonly id3v1 = new TagCollector();
}

const ENHANCED_LENGTH = 227;
const LYRICS3V2_END = 15;
const LYRICS3V1_END = 9;
/** Lyrics3 v1 has no length: its text ends after 5100 characters at most. */
const LYRICS3V1_LONGEST = 5100 + 11;
const ID3_FOOTER_LENGTH = 10;
/** More tags than this in a row are no tags. */
const MOST_TAGS = 16;

/**
 * Position where the audio ends, at least `floor`. The tags are read into `content`; with `null` they are
 * only cut off.
 */
export function readTail(window: Window, floor: number, content: TailContent | null): number {
  let end = window.size;
  for (let k = 0; k < MOST_TAGS; k += 1) {
    const begin = tagBefore(window, floor, end, content);
    if (begin < 0) break;
    end = begin;
  }
  return end;
}

/** Where the tag that ends at `end` begins, or -1 when none does. */
function tagBefore(window: Window, floor: number, end: number, content: TailContent | null): number {
  const room = end - floor;
  if (room < ID3_FOOTER_LENGTH) return -1;
  // One look covers an ID3v1 tag and the footer of an APE tag in front of it.
  const looked = Math.min(room, ID3V1_LENGTH + APE_FOOTER_LENGTH);
  const start = end - looked;
  let i = window.at(start, looked) + looked;
  let b = window.bytes;
  if (room >= ID3V1_LENGTH && b[i - 128] === 0x54 && b[i - 127] === 0x41 && b[i - 126] === 0x47) {
    if (content !== null) readId3v1(b, i - ID3V1_LENGTH, content.id3v1);
    const begin = end - ID3V1_LENGTH;
    if (begin - ENHANCED_LENGTH >= floor && window.magic(begin - ENHANCED_LENGTH) === 'TAG+') {
      return begin - ENHANCED_LENGTH;
    }
    return begin;
  }
  if (room >= APE_FOOTER_LENGTH && b[i - 32] === 0x41 && b.latin1Slice(i - 32, i - 24) === 'APETAGEX') {
    return readApeTag(window, floor, end, content === null ? null : content.ape);
  }
  if (b[i - 1] === 0x30 && room >= LYRICS3V2_END && b.latin1Slice(i - 9, i) === 'LYRICS200') {
    const length = Number.parseInt(b.latin1Slice(i - 15, i - 9), 10) + LYRICS3V2_END;
    return Number.isFinite(length) && length <= room ? end - length : -1;
  }
  if (b[i - 1] === 0x44 && room >= LYRICS3V1_END && b.latin1Slice(i - 9, i) === 'LYRICSEND') {
    const length = Math.min(room, LYRICS3V1_LONGEST + LYRICS3V1_END);
    i = window.at(end - length, length);
    b = window.bytes;
    const begin = b.subarray(i, i + length).lastIndexOf('LYRICSBEGIN', undefined, 'latin1');
    return begin < 0 ? -1 : end - length + begin;
  }
  if (b[i - 10] === 0x33 && b[i - 9] === 0x44 && b[i - 8] === 0x49) {
    const begin = end - readSynchsafe(b, i - 4) - 2 * ID3_FOOTER_LENGTH;
    return begin >= floor && window.magic(begin).startsWith('ID3') ? begin : -1;
  }
  return -1;
}
