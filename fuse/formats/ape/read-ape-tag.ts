/**
 * Reads APEv1 and APEv2 tags: items of key and value, with a footer behind and (v2) mostly a header in front.
 *
 * Source: hydrogenaudio wiki, "APEv2 specification". Bodies of pictures and of unknown binary items are
 * not read.
 */
import { NUMBER_FIELDS, TAG_MAPPINGS } from '../tag-mapping.ts';
import type { KeptPart, PictureRef } from '../layout.ts';
import { NameIndex } from '../name-index.ts';
import { imageMime } from '../tags/image-mime.ts';
import { TagCollector } from '../tags/tag-collector.ts';
import { parseGenre } from '../tags/genres.ts';
import type { Window } from '../window.ts';
import { coverType } from './cover-keys.ts';

export const APE_FOOTER_LENGTH = 32;
const HAS_HEADER = 0x8000_0000;
const IS_HEADER = 0x2000_0000;
const LONGEST_KEY = 255;

export class ApeContent {
  readonly tags = new TagCollector();
  readonly pictures: PictureRef[] = [];
  /** Whole items, verbatim. */
  readonly kept: KeptPart[] = [];
}

const APE_KEYS = new NameIndex(
  TAG_MAPPINGS.flatMap(({ field, ape }) => ape.map((key): [string, string] => [key, field])),
);

/**
 * Reads the tag whose footer ends at `end` and returns where the tag begins, or -1 when it would begin
 * before `floor`. With `content` null the tag is only measured.
 */
export function readApeTag(window: Window, floor: number, end: number, content: ApeContent | null): number {
  const footer = end - APE_FOOTER_LENGTH;
  const i = window.at(footer, APE_FOOTER_LENGTH);
  const b = window.bytes;
  const size = b.readUInt32LE(i + 12);
  const count = b.readUInt32LE(i + 16);
  const flags = b.readUInt32LE(i + 20);
  const items = end - size;
  if ((flags & IS_HEADER) !== 0 || size < APE_FOOTER_LENGTH || items < floor) return -1;
  if (content !== null) readItems(window, items, footer, count, content);
  if ((flags & HAS_HEADER) === 0) return items;
  const header = items - APE_FOOTER_LENGTH;
  return header >= floor && window.magic(header) === 'APET' ? header : items;
}

function readItems(window: Window, begin: number, end: number, count: number, content: ApeContent): void {
  let position = begin;
  for (let k = 0; k < count && position + 11 <= end; k += 1) {
    const head = Math.min(end - position, 8 + LONGEST_KEY + 1);
    const i = window.at(position, head);
    const b = window.bytes;
    const length = b.readUInt32LE(i);
    const type = (b.readUInt32LE(i + 4) >>> 1) & 3;
    let keyEnd = i + 8;
    while (keyEnd < i + head && b[keyEnd] !== 0) keyEnd += 1;
    const key = b.latin1Slice(i + 8, keyEnd);
    const value = position + (keyEnd - i) + 1;
    if (keyEnd === i + head || value + length > end) return;
    const next = value + length;
    if (type === 0) readTextItem(window, key, value, length, content.tags);
    else if (type !== 1 || !readPictureItem(window, key, value, length, content.pictures)) {
      content.kept.push({ kind: key, range: { offset: position, length: next - position } });
    }
    position = next;
  }
}

function readTextItem(window: Window, key: string, value: number, length: number, tags: TagCollector): void {
  const i = window.at(value, length);
  const text = window.bytes.utf8Slice(i, i + length);
  const known = APE_KEYS.get(key);
  const field = known ?? key.toLowerCase();
  if (known === undefined && field !== key) tags.names[field] = key;
  for (const part of text.split('\0')) {
    if (NUMBER_FIELDS.has(field)) tags.addNumber(field, part);
    else if (field === 'genre') for (const genre of parseGenre(part)) tags.addOnce(field, genre);
    else tags.add(field, part);
  }
}

/** `Cover Art (Front)`: a file name, NUL, the image. */
function readPictureItem(window: Window, key: string, value: number, length: number, pictures: PictureRef[]): boolean {
  const type = coverType(key);
  if (type === undefined) return false;
  const head = Math.min(length, LONGEST_KEY + 1);
  const i = window.at(value, head);
  const b = window.bytes;
  let nameEnd = i;
  while (nameEnd < i + head && b[nameEnd] !== 0) nameEnd += 1;
  const body = nameEnd - i + 1;
  if (nameEnd === i + head || body >= length) return false;
  const name = b.utf8Slice(i, nameEnd);
  const dot = name.lastIndexOf('.');
  const description = dot < 0 ? name : name.slice(0, dot);
  pictures.push({
    type,
    mime: imageMime(dot < 0 ? 'jpeg' : name.slice(dot + 1)),
    description: description.toLowerCase() === key.toLowerCase() ? '' : description,
    location: { offset: value + body, length: length - body },
    encoding: 'raw',
  });
  return true;
}
