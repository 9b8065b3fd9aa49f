/**
 * ID3v1 and 1.1: 128 bytes with fixed places, at the end of a file. Its texts are cut to 30 characters, so it
 * only fills fields that no better tag has.
 */
import { genreName } from '../tags/genres.ts';
import type { TagCollector } from '../tags/tag-collector.ts';

export const ID3V1_LENGTH = 128;

/** Reads the tag whose `TAG` stands at `bytes[i]`. */
export function readId3v1(bytes: Buffer, i: number, tags: TagCollector): void {
  tags.add('title', text(bytes, i + 3, 30));
  tags.add('artist', text(bytes, i + 33, 30));
  tags.add('album', text(bytes, i + 63, 30));
  tags.add('date', text(bytes, i + 93, 4));
  const track = bytes[i + 126] as number;
  const hasTrack = bytes[i + 125] === 0 && track !== 0;
  tags.add('comment', text(bytes, i + 97, hasTrack ? 28 : 30));
  if (hasTrack) tags.add('tracknumber', String(track));
  tags.add('genre', genreName(bytes[i + 127] as number) ?? '');
}

function text(bytes: Buffer, from: number, length: number): string {
  let end = from;
  while (end < from + length && bytes[end] !== 0) end += 1;
  return bytes.latin1Slice(from, end).trimEnd();
}
