/**
 * Finds where the audio ends before the tags that stand at the end of a file, in any order and number:
 * ID3v1, enhanced ID3v1 (`TAG+`), Lyrics3 v1 and v2, APEv1 and APEv2, ID3v2.4 with a footer.
 *
 * Sources: id3.org "ID3v1", "Lyrics3 v2.00"; hydrogenaudio "APEv2 specification"; id3.org "2.4.0 – Main Structure", 3.4.
 */
import { ApeContent, APE_FOOTER_LENGTH, readApeTag } from '../ape/read-ape-tag.ts';
import { readSynchsafe } from '../id3/synchsafe.ts';
import type { WeakerTag } from '../layout.ts';
import { TagCollector } from '../tags/tag-collector.ts';
import type { Window } from '../window.ts';
import { ID3V1_LENGTH, readId3v1 } from './read-id3v1.ts';
import { LYRICS3_BEGIN, readLyrics3v1, readLyrics3v2 } from './read-lyrics3.ts';

/** The tags found at the end of a file. */
export class TailContent {
  readonly ape = new ApeContent();
  readonly lyrics3 = new TagCollector();
  readonly id3v1 = new TagCollector();

  /** All but the APE tag, by rank. */
  belowApe(): WeakerTag[] {
    return [
      { kind: 'Lyrics3', tags: this.lyrics3.tags, pictures: [] },
      { kind: 'ID3v1', tags: this.id3v1.tags, pictures: [] },
    ];
  }

  /** All, by rank. */
  all(): WeakerTag[] {
    return [{ kind: 'APEv2', tags: this.ape.tags.finish(), pictures: this.ape.pictures }, ...this.belowApe()];
  }
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
  // The first look, at where an ID3v1 tag would begin, reads all that the others need.
  const textBefore = (distance: number, length: number): string =>
    distance <= room ? textAt(window, end - distance, length) : '';
  if (textBefore(ID3V1_LENGTH, 3) === 'TAG') {
    const i = window.at(end - ID3V1_LENGTH, ID3V1_LENGTH);
    if (content !== null) readId3v1(window.bytes, i, content.id3v1);
    const enhanced = ENHANCED_LENGTH + ID3V1_LENGTH;
    return end - (textBefore(enhanced, 4) === 'TAG+' ? enhanced : ID3V1_LENGTH);
  }
  if (textBefore(APE_FOOTER_LENGTH, 8) === 'APETAGEX') {
    return readApeTag(window, floor, end, content === null ? null : content.ape);
  }
  const lyrics3 = textBefore(9, 9);
  if (lyrics3 === 'LYRICS200') {
    const stated = textBefore(LYRICS3V2_END, 6);
    const length = /\d{6}/.test(stated) ? Number(stated) + LYRICS3V2_END : Infinity;
    if (length > room) return -1;
    if (content !== null) {
      const text = textAt(window, end - length, length - LYRICS3V2_END);
      if (text.startsWith(LYRICS3_BEGIN)) readLyrics3v2(text.slice(LYRICS3_BEGIN.length), content.lyrics3);
    }
    return end - length;
  }
  if (lyrics3 === 'LYRICSEND') {
    const length = Math.min(room, LYRICS3V1_LONGEST + LYRICS3V1_END);
    const text = textAt(window, end - length, length);
    const begin = text.lastIndexOf(LYRICS3_BEGIN);
    if (begin < 0) return -1;
    if (content !== null) readLyrics3v1(text.slice(begin + LYRICS3_BEGIN.length, -LYRICS3V1_END), content.lyrics3);
    return end - length + begin;
  }
  if (textBefore(ID3_FOOTER_LENGTH, 3) === '3DI') {
    const i = window.at(end - 4, 4);
    const length = readSynchsafe(window.bytes, i) + 2 * ID3_FOOTER_LENGTH;
    return textBefore(length, 3) === 'ID3' ? end - length : -1;
  }
  return -1;
}

function textAt(window: Window, position: number, length: number): string {
  const i = window.at(position, length);
  return window.bytes.latin1Slice(i, i + length);
}
