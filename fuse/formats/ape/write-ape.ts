/**
 * Plans Monkey's Audio, WavPack and Musepack files: the audio, then an APEv2 tag with header and footer.
 *
 * APEv2 knows no padding: every edit changes the size of the file, but never where the audio lies. Of an ID3v2 tag in
 * front, which these formats do not allow but files have, the frames stay that no field can hold.
 */
import { writerDetail } from '../detail.ts';
import { keptChunks, keptFrames } from '../id3/kept-frames.ts';
import { finishId3Header, writeFrames, writeId3Header, writtenVersion } from '../id3/write-id3v2.ts';
import { mappingOf, NUMBER_FIELDS } from '../tag-mapping.ts';
import type { Tags } from '../layout.ts';
import type { PlanInput } from '../plan-input.ts';
import type { PlacedPicture, Plan } from '../plan.ts';
import { PlanBuilder } from '../plan-builder.ts';
import { coverKey } from './cover-keys.ts';

const VERSION = 2000;
const HAS_HEADER = 0x8000_0000;
const IS_HEADER = 0x2000_0000;
const BINARY = 2;

/** Numbers that have one item together with their total: not all have. */
const SHARED = [...NUMBER_FIELDS].filter(([number, total]) => mappingOf(number)?.ape[0] === mappingOf(total)?.ape[0]);
const TOTAL_OF: ReadonlyMap<string, string> = new Map(SHARED);
const NUMBER_OF: ReadonlyMap<string, string> = new Map(SHARED.map(([number, total]) => [total, number]));

/** Of several pictures of one type only the first is written: a key may stand once in a tag. */
export function planApe({ layout, tags, pictures }: PlanInput): Plan {
  const detail = writerDetail(layout);
  const { names } = detail;
  const builder = new PlanBuilder();
  const frames = keptFrames(layout);
  if (frames.length > 0) {
    const version = writtenVersion(detail.id3);
    const tag = writeId3Header(builder, version);
    writeFrames(builder, { version, tags: {}, pictures: [], kept: frames, detail });
    finishId3Header(builder, tag);
  }
  builder.audioBegins();
  builder.source(layout.audio);
  const at = builder.length;
  writeHead(builder, HAS_HEADER | IS_HEADER);
  let count = 0;
  const written = new Set<string>();
  for (const field in tags) {
    const values = valuesOf(tags, field);
    const key = keyOf(field, names);
    if (values === undefined || written.has(key.toLowerCase())) continue;
    writeText(builder, key, values);
    written.add(key.toLowerCase());
    count += 1;
  }
  for (const { kind, range } of keptChunks(layout)) {
    if (written.has(kind.toLowerCase())) continue;
    builder.source(range);
    count += 1;
  }
  for (const picture of pictures) {
    const key = coverKey(picture.type);
    if (written.has(key.toLowerCase())) continue;
    writePicture(builder, key, picture);
    written.add(key.toLowerCase());
    count += 1;
  }
  const size = builder.length - at;
  const footer = builder.length;
  writeHead(builder, HAS_HEADER);
  for (const head of [at, footer]) {
    builder.patchU32le(head + 12, size);
    builder.patchU32le(head + 16, count);
  }
  return builder.finish();
}

/** Header or footer; its size (without header, with footer) and the number of items are filled in later. */
function writeHead(builder: PlanBuilder, flags: number): void {
  builder.latin1('APETAGEX');
  builder.u32le(VERSION);
  builder.u32le(0);
  builder.u32le(0);
  builder.u32le(flags >>> 0);
  builder.u32le(0);
  builder.u32le(0);
}

/** The values of a field's item; `undefined` for a total that stands in its number's item. */
function valuesOf(tags: Tags, field: string): readonly string[] | undefined {
  const values = tags[field] as readonly string[];
  const number = NUMBER_OF.get(field);
  if (number !== undefined) return tags[number] === undefined ? [`/${values[0] as string}`] : undefined;
  const total = tags[TOTAL_OF.get(field) as string]?.[0];
  return total === undefined ? values : [`${values[0] as string}/${total}`, ...values.slice(1)];
}

/** Keys are ASCII, 2 to 255 characters long. */
function keyOf(field: string, names: Readonly<Record<string, string>>): string {
  const known = mappingOf(field)?.ape[0];
  return (
    known ??
    (names[field] ?? field)
      .replace(/[^\u0020-\u007e]/g, '_')
      .slice(0, 255)
      .padEnd(2, '_')
  );
}

function writeText(builder: PlanBuilder, key: string, values: readonly string[]): void {
  const at = beginItem(builder, key, 0);
  const value = builder.length;
  builder.utf8(values.join('\0'));
  builder.patchU32le(at, builder.length - value);
}

/** The image behind a file name, which is the description and the type's usual extension. */
function writePicture(builder: PlanBuilder, key: string, picture: PlacedPicture): void {
  const at = beginItem(builder, key, BINARY);
  const value = builder.length;
  builder.utf8(
    `${picture.description === '' ? key : picture.description}.${picture.mime.replace('image/', '').replace('jpeg', 'jpg')}`,
  );
  builder.u8(0);
  builder.patchU32le(at, builder.length - value + picture.length);
  builder.picture(picture);
}

function beginItem(builder: PlanBuilder, key: string, flags: number): number {
  const at = builder.length;
  builder.u32le(0);
  builder.u32le(flags);
  builder.latin1(key);
  builder.u8(0);
  return at;
}
