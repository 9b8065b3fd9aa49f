/**
 * Reads LIST/INFO, the tags of WAV files that are older than ID3: chunks of text, one for each field.
 *
 * Source: Microsoft "Multimedia Programming Interface and Data Specifications 1.0", INFO list chunk.
 */
import { TAG_MAPPINGS } from '../tag-mapping.ts';
import { parseGenre } from '../tags/genres.ts';
import type { TagCollector } from '../tags/tag-collector.ts';
import type { Window } from '../window.ts';

const INFO_NAMES = new Map(
  TAG_MAPPINGS.flatMap(({ field, riff }) => (riff ?? []).map((name): [string, string] => [name, field])),
);

/** Reads the chunks at `[begin, end)`, up to one that is not whole. */
export function readInfo(window: Window, begin: number, end: number, info: TagCollector): void {
  let position = begin;
  while (position + 8 <= end) {
    window.step();
    let i = window.at(position, 8);
    const name = window.bytes.latin1Slice(i, i + 4);
    const length = window.bytes.readUInt32LE(i + 4);
    if (position + 8 + length > end) return;
    i = window.at(position + 8, length);
    const field = INFO_NAMES.get(name) ?? name.toLowerCase().trim();
    addInfo(info, field, infoText(window.bytes, i, i + length));
    position += 8 + length + (length & 1);
  }
}

function addInfo(info: TagCollector, field: string, text: string): void {
  if (field === 'tracknumber') info.addNumber(field, text);
  else if (field === 'genre') for (const genre of parseGenre(text)) info.addOnce(field, genre);
  else info.addOnce(field, text);
}

/** INFO says nothing of encodings: UTF-8 where it is valid, otherwise Latin-1. */
function infoText(b: Buffer, from: number, to: number): string {
  const length = b.subarray(from, to).indexOf(0);
  const end = length < 0 ? to : from + length;
  const text = b.utf8Slice(from, end);
  return (text.includes('\ufffd') ? b.latin1Slice(from, end) : text).trimEnd();
}
