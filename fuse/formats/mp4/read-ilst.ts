/**
 * Reads the `ilst` atom of MP4 files: iTunes' tags.
 *
 * Sources: Apple's "QuickTime File Format: Metadata"; the atoms that iTunes writes, as the field table lists them.
 * Atoms that the table does not know, and freeform atoms that are not text, are kept verbatim.
 */
import { decodeBigEndian } from '../id3/text.ts';
import { TAG_MAPPINGS, NUMBER_FIELDS, TOTAL_FIELDS } from '../tag-mapping.ts';
import type { KeptPart, PictureRef } from '../layout.ts';
import { NameIndex } from '../name-index.ts';
import { genreName } from '../tags/genres.ts';
import type { TagCollector } from '../tags/tag-collector.ts';
import type { Window } from '../window.ts';
import { atomAt, type Atom } from './atoms.ts';

export interface IlstContent {
  readonly tags: TagCollector;
  readonly pictures: PictureRef[];
  readonly kept: KeptPart[];
}

/** Atoms by their name: case counts. `trkn` and `disk` stand for the number, not the total. */
const ATOMS = new Map(
  TAG_MAPPINGS.flatMap(({ field, mp4 }): [string, string][] =>
    TOTAL_FIELDS.has(field) && mp4 !== '©mvc' ? [] : [[mp4, field]],
  ),
);

/** Names of freeform atoms. */
const FREEFORM = new NameIndex(
  TAG_MAPPINGS.filter(({ mp4 }) => mp4.startsWith('----:')).flatMap(({ field, mp4, vorbis }) =>
    [mp4.slice(5), ...vorbis].map((name): [string, string] => [name, field]),
  ),
);

export const ITUNES = 'com.apple.iTunes';

/** Atoms that hold a whole number, with the bytes that are written for it. */
export const INTEGER_ATOMS: ReadonlyMap<string, number> = new Map([
  ['tmpo', 2],
  ['cpil', 1],
  ['pgap', 1],
  ['pcst', 1],
  ['shwm', 1],
  ['©mvi', 2],
  ['©mvc', 2],
]);

const TYPE_UTF8 = 1;
const TYPE_UTF16 = 2;
const IMAGE_TYPES: ReadonlyMap<number, string> = new Map([
  [12, 'image/gif'],
  [13, 'image/jpeg'],
  [14, 'image/png'],
  [27, 'image/bmp'],
]);

export function readIlst(window: Window, ilst: Atom, content: IlstContent): void {
  for (let item = atomAt(window, ilst.body, ilst.end); item !== null; item = atomAt(window, item.end, ilst.end)) {
    if (!readItem(window, item, content)) {
      content.kept.push({ kind: `ilst/${item.name}`, range: { offset: item.offset, length: item.end - item.offset } });
    }
  }
}

function readItem(window: Window, item: Atom, content: IlstContent): boolean {
  if (item.name === '----') return readFreeform(window, item, content.tags);
  if (item.name === 'covr') return readCovers(window, item, content.pictures);
  if (item.name === 'free') return true;
  const field = item.name === 'gnre' ? 'genre' : ATOMS.get(item.name);
  if (field === undefined) return false;
  let understood = false;
  for (let data = atomAt(window, item.body, item.end); data !== null; data = atomAt(window, data.end, item.end)) {
    if (data.name !== 'data' || data.end - data.body < 8) continue;
    if (!readData(window, data, item.name, field, content.tags)) return false;
    understood = true;
  }
  return understood;
}

function readData(window: Window, data: Atom, atom: string, field: string, tags: TagCollector): boolean {
  const length = data.end - data.body;
  const i = window.at(data.body, length);
  const b = window.bytes;
  const type = b.readUInt32BE(i) & 0xff_ffff;
  const from = i + 8;
  const to = i + length;
  if (type === TYPE_UTF8) {
    tags.add(field, b.utf8Slice(from, to));
  } else if (type === TYPE_UTF16) {
    tags.add(field, decodeBigEndian(b, from, to));
  } else if (atom === 'trkn' || atom === 'disk') {
    if (to - from < 4) return false;
    const number = b.readUInt16BE(from + 2);
    if (number > 0) tags.add(field, String(number));
    const total = to - from >= 6 ? b.readUInt16BE(from + 4) : 0;
    if (total > 0) tags.add(NUMBER_FIELDS.get(field) as string, String(total));
  } else if (atom === 'gnre') {
    if (to - from < 2) return false;
    tags.addOnce('genre', genreName(b.readUInt16BE(from) - 1) ?? '');
  } else {
    if (to - from < 1 || to - from > 6) return false;
    if (INTEGER_ATOMS.has(atom)) tags.add(field, String(b.readIntBE(from, to - from)));
    else return false;
  }
  return true;
}

function readCovers(window: Window, covr: Atom, pictures: PictureRef[]): boolean {
  for (let data = atomAt(window, covr.body, covr.end); data !== null; data = atomAt(window, data.end, covr.end)) {
    const length = data.end - data.body - 8;
    if (data.name !== 'data' || length <= 0) continue;
    const i = window.at(data.body, Math.min(data.end - data.body, 12));
    const b = window.bytes;
    const type = b.readUInt32BE(i) & 0xff_ffff;
    const mime = IMAGE_TYPES.get(type) ?? (length >= 4 ? sniffImage(b, i + 8) : 'application/octet-stream');
    pictures.push({ type: 3, mime, description: '', location: { offset: data.body + 8, length }, encoding: 'raw' });
  }
  return true;
}

function sniffImage(b: Buffer, i: number): string {
  if (b[i] === 0xff && b[i + 1] === 0xd8) return 'image/jpeg';
  return b.readUInt32BE(i) === 0x89504e47 ? 'image/png' : 'application/octet-stream';
}

/** Names with which iTunes keeps data that only programs read. */
const PROGRAM_DATA = /^(iTun|Encoding Params$|tool$|cdec$)/;

function readFreeform(window: Window, item: Atom, tags: TagCollector): boolean {
  let mean = '';
  let name = '';
  let understood = false;
  for (let part = atomAt(window, item.body, item.end); part !== null; part = atomAt(window, part.end, item.end)) {
    const length = part.end - part.body;
    const i = window.at(part.body, length);
    const b = window.bytes;
    if (part.name === 'mean') mean = b.utf8Slice(i + 4, i + length);
    else if (part.name === 'name') name = b.utf8Slice(i + 4, i + length);
    else if (part.name === 'data' && length >= 8) {
      if (name === '' || PROGRAM_DATA.test(name)) return false;
      const type = b.readUInt32BE(i) & 0xff_ffff;
      // Some taggers leave the type at 0, "implicit", and still mean text.
      if (type !== TYPE_UTF8 && type !== 0) return false;
      tags.addOnce(freeformField(mean, name, tags), b.utf8Slice(i + 8, i + length));
      understood = true;
    }
  }
  return understood;
}

function freeformField(mean: string, name: string, tags: TagCollector): string {
  const known = mean === ITUNES ? FREEFORM.get(name) : undefined;
  if (known !== undefined) return known;
  const full = mean === ITUNES ? name : `----:${mean}:${name}`;
  const own = full.toLowerCase();
  if (own !== full) tags.names[own] = full;
  return own;
}
