/**
 * Reads Lyrics3 tags: version 1 is the lyrics alone, version 2 has fields of a three-letter name, a length of five
 * digits and text.
 *
 * Source: id3.org, "Lyrics3 made easy" and "Lyrics3 v2.00".
 */
import type { TagCollector } from '../tags/tag-collector.ts';

export const LYRICS3_BEGIN = 'LYRICSBEGIN';
const FIELD_HEAD = 8;

const FIELDS: ReadonlyMap<string, string> = new Map([
  ['ETT', 'title'],
  ['EAR', 'artist'],
  ['EAL', 'album'],
  ['AUT', 'lyricist'],
  ['INF', 'comment'],
  ['LYR', 'lyrics'],
]);

/** @param text between `LYRICSBEGIN` and `LYRICSEND` */
export function readLyrics3v1(text: string, tags: TagCollector): void {
  tags.add('lyrics', lines(text));
}

/** @param text between `LYRICSBEGIN` and the length at the tag's end; it is read up to a field that is not whole */
export function readLyrics3v2(text: string, tags: TagCollector): void {
  let at = 0;
  while (at + FIELD_HEAD <= text.length) {
    const digits = text.slice(at + 3, at + FIELD_HEAD);
    const begin = at + FIELD_HEAD;
    const end = begin + Number(digits);
    if (!/^\d{5}$/.test(digits) || end > text.length) return;
    const field = FIELDS.get(text.slice(at, at + 3));
    if (field !== undefined) tags.add(field, lines(text.slice(begin, end)));
    at = end;
  }
}

/** Lines end with CR LF in these tags. */
function lines(text: string): string {
  return text.replaceAll('\r\n', '\n').trimEnd();
}
