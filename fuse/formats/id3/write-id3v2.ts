/**
 * Writes ID3v2.3 and ID3v2.4 tags.
 *
 * ID3v2.4 text is UTF-8, ID3v2.3 text is Latin-1 where it is ASCII and UTF-16 otherwise. Several values are
 * separated by NUL in both: readers of ID3v2.3 that matter understand it, and unlike `/` it cannot be part of a name.
 */
import { POPULARIMETER, popularimeterParts } from '../ratings/file-rating.ts';
import { mappingOf, NUMBER_FIELDS, TOTAL_FIELDS } from '../tag-mapping.ts';
import type { WriterDetail } from '../detail.ts';
import type { ByteRange, KeptPart, Tags } from '../layout.ts';
import type { PlanBuilder } from '../plan-builder.ts';
import type { PlacedPicture } from '../plan.ts';
import { splitDate } from './dates.ts';
import { languagesOf } from './languages.ts';
import { FrameWriter } from './frame-writer.ts';
import { toSynchsafe } from './synchsafe.ts';

const ID3_HEADER = 10;
/** 28 bits of length, and room for padding. */
const LONGEST_TAG = 0x0fff_ffff - 64 * 1024;

/** The version that is written over a tag of `version`: 3 stays 3, 2 becomes 3, all else 4. */
export function writtenVersion(version: number): 3 | 4 {
  return version === 2 || version === 3 ? 3 : 4;
}

export interface Id3Input {
  readonly version: 3 | 4;
  readonly tags: Tags;
  readonly pictures: readonly PlacedPicture[];
  /** Frames of the original, as the reader noted them: without the `id3/` that WAV and AIFF put in front. */
  readonly kept: readonly KeptPart[];
  readonly detail: WriterDetail;
}

/** Writes the tag's header; `finishId3Header` fills in its length. Returns where it stands. */
export function writeId3Header(builder: PlanBuilder, version: 3 | 4): number {
  const at = builder.length;
  builder.latin1('ID3');
  builder.u8(version);
  builder.u16be(0);
  builder.u32be(0);
  return at;
}

/** Ends the tag whose header is at `at`: it reaches up to here. */
export function finishId3Header(builder: PlanBuilder, at: number): void {
  builder.patchU32be(at + 6, toSynchsafe(builder.length - at - ID3_HEADER));
}

/**
 * Writes all frames: fields in their order, then kept frames, then pictures. Pictures that do not fit are left out.
 * Frames with irregular identifiers are last, because some programs read no further.
 */
export function writeFrames(builder: PlanBuilder, input: Id3Input): void {
  const frames = new FrameWriter(builder, input.version);
  const begin = builder.length;
  for (const field in input.tags) writeField(frames, input, field, input.tags[field] as readonly string[]);
  writePeople(frames, input);
  const kept = wholeFrames(input.kept);
  for (const frame of kept) if (isRegular(frame)) frames.kept(frame.id, frame.flags, frame.body);
  for (const picture of input.pictures) {
    if (builder.length - begin + picture.length < LONGEST_TAG) frames.picture(picture);
  }
  for (const frame of kept) if (!isRegular(frame)) frames.kept(frame.id, frame.flags, frame.body);
}

function writeField(
  frames: FrameWriter,
  { tags, detail, version }: Id3Input,
  field: string,
  values: readonly string[],
): void {
  const mapping = mappingOf(field);
  if (field === POPULARIMETER) {
    for (const value of values) frames.popularimeter(popularimeterParts(value));
    return;
  }
  if (mapping === undefined) {
    writeOwnField(frames, detail, field, values);
    return;
  }
  const id = mapping.id3;
  if (version === 3 && field === 'date') writeDate(frames, values);
  else if (version === 3 && field === 'originaldate') writeOriginalDate(frames, values);
  else if (NUMBER_FIELDS.has(field)) {
    frames.text(id, withTotal(values, tags[NUMBER_FIELDS.get(field) as string]));
  } else if (TOTAL_FIELDS.has(field)) {
    if (tags[TOTAL_FIELDS.get(field) as string] === undefined) frames.text(id, [`/${values[0] as string}`]);
  } else if (id === 'TCON') {
    frames.text(
      id,
      values.map((value) => (value.startsWith('(') ? `(${value}` : value)),
    );
  } else if (id === 'COMM' || id === 'USLT') writeDescribed(frames, detail, id, field, '', values);
  else if (id.startsWith('TXXX:')) frames.userText(id.slice('TXXX:'.length), values);
  else if (id.startsWith('UFID:')) for (const value of values) frames.identifier(id.slice('UFID:'.length), value);
  else if (id.startsWith('W')) writeUrls(frames, id, field, values);
  else if (!isPeople(id)) frames.text(id, values);
}

function withTotal([first, ...rest]: readonly string[], total: readonly string[] | undefined): string[] {
  return [total === undefined ? (first as string) : `${first as string}/${total[0] as string}`, ...rest];
}

/** A field that the table does not know: a described comment or text, or a user text frame of its own name. */
function writeOwnField(frames: FrameWriter, detail: WriterDetail, field: string, values: readonly string[]): void {
  const name = detail.names[field] ?? field;
  if (field.startsWith('comment:')) {
    writeDescribed(frames, detail, 'COMM', field, name.slice('comment:'.length), values);
  } else if (field.startsWith('lyrics:')) {
    writeDescribed(frames, detail, 'USLT', field, name.slice('lyrics:'.length), values);
  } else frames.userText(name, values);
}

function writeDescribed(
  frames: FrameWriter,
  detail: WriterDetail,
  id: string,
  field: string,
  description: string,
  values: readonly string[],
): void {
  const languages = languagesOf(values, detail.found[field] ?? [], detail.languages[field] ?? []);
  for (const [index, value] of values.entries()) {
    frames.described(id, languages[index] as string, description, value);
  }
}

/** Links are Latin-1; one with other characters goes into a user text frame of the field's name. */
function writeUrls(frames: FrameWriter, id: string, field: string, values: readonly string[]): void {
  const plain = values.filter(isLatin1);
  for (const value of plain) frames.url(id, value);
  if (plain.length < values.length) {
    frames.userText(
      field.toUpperCase(),
      values.filter((value) => !plain.includes(value)),
    );
  }
}

function isLatin1(text: string): boolean {
  return !/[^\0-\u00ff]/.test(text);
}

function writeDate(frames: FrameWriter, values: readonly string[]): void {
  const { year, dayMonth, hourMinute, complete } = splitDate(values[0] as string);
  frames.text('TYER', [year]);
  if (dayMonth !== '') frames.text('TDAT', [dayMonth]);
  if (hourMinute !== '') frames.text('TIME', [hourMinute]);
  if (!complete || values.length > 1) frames.userText('date', values);
}

function writeOriginalDate(frames: FrameWriter, values: readonly string[]): void {
  const { year } = splitDate(values[0] as string);
  frames.text('TORY', [year]);
  if (values.length > 1 || year !== values[0]) frames.userText('originaldate', values);
}

function isPeople(id: string): boolean {
  return id === 'TMCL' || id.startsWith('TIPL:');
}

/** Roles and performers: TIPL and TMCL in ID3v2.4, both in IPLS in ID3v2.3. */
function writePeople(frames: FrameWriter, { tags, version }: Id3Input): void {
  const involved: string[] = [];
  const musicians: string[] = [];
  for (const field in tags) {
    const id = mappingOf(field)?.id3;
    if (id === undefined || !isPeople(id)) continue;
    for (const value of tags[field] as readonly string[]) {
      if (id === 'TMCL') musicians.push(...performance(value));
      else involved.push(id.slice('TIPL:'.length), value);
    }
  }
  if (version === 3) {
    if (involved.length + musicians.length > 0) frames.text('IPLS', [...involved, ...musicians]);
    return;
  }
  if (involved.length > 0) frames.text('TIPL', involved);
  if (musicians.length > 0) frames.text('TMCL', musicians);
}

/** `Name (instrument)` as instrument and name. */
function performance(value: string): [instrument: string, name: string] {
  const open = value.lastIndexOf(' (');
  if (open <= 0 || !value.endsWith(')')) return ['performer', value];
  return [value.slice(open + 2, -1), value.slice(0, open)];
}

interface KeptFrame {
  readonly id: string;
  readonly flags: number;
  readonly body: readonly ByteRange[];
}

/** Frames kept verbatim: a kind like `PRIV 0000` begins one, `+` goes on with it. An identifier may have blanks. */
function wholeFrames(kept: readonly KeptPart[]): KeptFrame[] {
  const frames: KeptFrame[] = [];
  for (let i = 0; i < kept.length;) {
    let end = i + 1;
    while (kept[end]?.kind === '+') end += 1;
    const { kind } = kept[i] as KeptPart;
    frames.push({
      id: kind.slice(0, 4),
      flags: Number.parseInt(kind.slice(5), 16),
      body: kept.slice(i, end).map(({ range }) => range),
    });
    i = end;
  }
  return frames;
}

function isRegular({ id }: KeptFrame): boolean {
  return /^[A-Z\d]{4}$/.test(id);
}
