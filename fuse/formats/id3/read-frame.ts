/**
 * Reads the body of one ID3v2 frame that the field table knows.
 *
 * Answers `false` for a frame that it cannot take apart (compressed, encrypted, malformed, or with content
 * that no field can hold): the caller then keeps the frame verbatim.
 */
import type { PictureRef } from '../layout.ts';
import { imageMime } from '../tags/image-mime.ts';
import { POPULARIMETER, popularimeterText } from '../ratings/file-rating.ts';
import { parseGenre } from '../tags/genres.ts';
import type { Window } from '../window.ts';
import type { Id3Content } from './content.ts';
import { IDENTIFIERS, ROLES, USER_TEXT, type FrameRule } from './frame-rules.ts';
import { decodeText, findTerminator, LATIN1, splitValues, terminatorLength, UTF8 } from './text.ts';
import { rawIndex, resynchronise } from './unsynchronisation.ts';

export interface FrameBody {
  readonly window: Window;
  /** The body in the window's stream. */
  readonly begin: number;
  readonly end: number;
  readonly version: number;
  readonly flags: number;
  readonly rule: FrameRule;
  readonly content: Id3Content;
  readonly raw: (position: number) => number;
}

/** Enough of a picture frame to see its type and description. */
const PICTURE_HEAD = 256;
/** A longer frame is kept as it is. */
const LONGEST_POPULARIMETER = 1024;
const LONGEST_PICTURE_HEAD = 64 * 1024;

export function readFrame(frame: FrameBody): boolean {
  const { window, version, flags, rule } = frame;
  // The text of compressed and encrypted frames is not read.
  if ((flags & (version === 4 ? 0x0c : 0xc0)) !== 0) return false;
  let begin = frame.begin;
  if ((flags & (version === 4 ? 0x40 : 0x20)) !== 0) begin += 1;
  if (version === 4 && (flags & 0x01) !== 0) begin += 4;
  if (begin >= frame.end) return false;
  const unsynchronised = version === 4 && (flags & 0x02) !== 0;
  if (rule.kind === 'picture') return readPicture(frame, begin, unsynchronised);
  const i = window.at(begin, frame.end - begin);
  if (!unsynchronised) return readText(frame, window.bytes, i, i + frame.end - begin);
  const { bytes } = resynchronise(window.bytes.subarray(i, i + frame.end - begin));
  return readText(frame, bytes, 0, bytes.length);
}

function readText({ rule, content }: FrameBody, b: Buffer, from: number, to: number): boolean {
  const { tags } = content;
  if (rule.kind === 'url') {
    for (const url of splitValues(b.latin1Slice(from, to))) tags.add(rule.field, url);
    return true;
  }
  if (rule.kind === 'identifier') return readIdentifier(content, b, from, to);
  if (rule.kind === 'popularimeter') return readPopularimeter(content, b, from, to);
  const encoding = b[from] as number;
  if (encoding > UTF8) return false;
  switch (rule.kind) {
    case 'user-text':
      return readUserText(content, b, from + 1, to, encoding);
    case 'comment':
    case 'lyrics':
      return readDescribed(content, rule.field, b, from, to, encoding);
    default:
      break;
  }
  const text = decodeText(b, from + 1, to, encoding);
  switch (rule.kind) {
    case 'number':
      for (const value of splitValues(text)) tags.addNumber(rule.field, value);
      return true;
    case 'genre':
      for (const value of splitValues(text)) for (const genre of parseGenre(value)) tags.addOnce(rule.field, genre);
      return true;
    case 'people':
      readPeople(content, text);
      return true;
    case 'year':
      content.dates.year = firstValue(text);
      return true;
    case 'day-month':
      content.dates.dayMonth = firstValue(text);
      return true;
    case 'hour-minute':
      content.dates.hourMinute = firstValue(text);
      return true;
    case 'original-year':
      content.dates.originalYear = firstValue(text);
      return true;
    default:
      for (const value of splitValues(text)) tags.add(rule.field, value);
      return true;
  }
}

/** An e-mail address, the rating, and a counter of plays of any length (ID3v2.4 frames, 4.17). */
function readPopularimeter({ tags }: Id3Content, b: Buffer, from: number, to: number): boolean {
  const terminator = findTerminator(b, from, to, LATIN1);
  if (terminator === -1 || terminator + 1 >= to || to - from > LONGEST_POPULARIMETER) return false;
  const email = b.latin1Slice(from, terminator);
  tags.add(POPULARIMETER, popularimeterText(email, b[terminator + 1] as number, b.subarray(terminator + 2, to)));
  return true;
}

function firstValue(text: string): string {
  return splitValues(text)[0] ?? '';
}

function readIdentifier({ tags }: Id3Content, b: Buffer, from: number, to: number): boolean {
  const terminator = findTerminator(b, from, to, LATIN1);
  if (terminator === -1) return false;
  const field = IDENTIFIERS.get(b.latin1Slice(from, terminator));
  if (field === undefined) return false;
  tags.add(field, b.latin1Slice(terminator + 1, to));
  return true;
}

function readUserText({ tags, dates }: Id3Content, b: Buffer, from: number, to: number, encoding: number): boolean {
  const terminator = findTerminator(b, from, to, encoding);
  if (terminator === -1) return false;
  const name = decodeText(b, from, terminator, encoding);
  const values = splitValues(decodeText(b, terminator + terminatorLength(encoding), to, encoding));
  const field = USER_TEXT.get(name);
  if (field !== undefined) {
    for (const value of values) tags.add(field, value);
    return true;
  }
  const own = name.toLowerCase();
  if (own === '') return false;
  if (own === 'date') dates.exact.push(...values);
  else if (own === 'originaldate') dates.exactOriginal.push(...values);
  else {
    if (own !== name) tags.names[own] = name;
    for (const value of values) tags.addOnce(own, value);
  }
  return true;
}

/** Comments in which programs keep data of their own: they are kept as frames, not shown as comments. */
const PROGRAM_DATA = /^(iTun|Songs-DB_|MusicMatch_|ID3v1 Comment$)/;

function readDescribed(
  content: Id3Content,
  base: string,
  b: Buffer,
  from: number,
  to: number,
  encoding: number,
): boolean {
  const terminator = findTerminator(b, from + 4, to, encoding);
  if (terminator === -1) return false;
  const language = b.latin1Slice(from + 1, from + 4);
  const description = decodeText(b, from + 4, terminator, encoding);
  if (PROGRAM_DATA.test(description)) return false;
  const text = decodeText(b, terminator + terminatorLength(encoding), to, encoding);
  const name = description === '' ? base : `${base}:${description}`;
  const field = name.toLowerCase();
  if (field !== name) content.tags.names[field] = name;
  for (const value of splitValues(text)) content.addDescribed(field, value, language);
  return true;
}

/** TIPL, TMCL and IPLS: pairs of role and name. */
function readPeople({ tags }: Id3Content, text: string): void {
  const parts = text.split('\0');
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const role = withoutMark(parts[i] as string);
    const name = withoutMark(parts[i + 1] as string);
    if (name === '') continue;
    const field = ROLES.get(role);
    if (field !== undefined) tags.add(field, name);
    else tags.add('performer', role === '' || role.toLowerCase() === 'performer' ? name : `${name} (${role})`);
  }
}

function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function readPicture(frame: FrameBody, begin: number, unsynchronised: boolean): boolean {
  const { window, end, content } = frame;
  let headLength = Math.min(end - begin, PICTURE_HEAD);
  for (;;) {
    const i = window.at(begin, headLength);
    let bytes = window.bytes.subarray(i, i + headLength);
    let cuts: readonly number[] = [];
    if (unsynchronised) ({ bytes, cuts } = resynchronise(bytes));
    const head = parsePictureHead(bytes, frame.version);
    if (head !== null) {
      if (head.mime === '-->') return false;
      const from = frame.raw(begin + rawIndex(cuts, head.length));
      const to = frame.raw(end);
      if (to <= from) return false;
      const encoding = unsynchronised || to - from !== end - begin - head.length ? 'unsynchronised' : 'raw';
      const picture: PictureRef = {
        type: head.type,
        mime: imageMime(head.mime),
        description: head.description,
        location: { offset: from, length: to - from },
        encoding,
      };
      content.pictures.push(picture);
      return true;
    }
    if (headLength >= Math.min(end - begin, LONGEST_PICTURE_HEAD)) return false;
    headLength = Math.min(end - begin, LONGEST_PICTURE_HEAD);
  }
}

interface PictureHead {
  readonly type: number;
  readonly mime: string;
  readonly description: string;
  readonly length: number;
}

/** The part of an APIC (or ID3v2.2 PIC) body before the image; `null` when `b` ends inside it. */
function parsePictureHead(b: Buffer, version: number): PictureHead | null {
  const encoding = b[0] as number;
  if (encoding > UTF8) return null;
  // Where the MIME type does not end, the description does not end either.
  const mimeEnd = version === 2 ? 4 : findTerminator(b, 1, b.length, LATIN1);
  const typeAt = version === 2 ? mimeEnd : mimeEnd + 1;
  const descriptionEnd = findTerminator(b, typeAt + 1, b.length, encoding);
  if (descriptionEnd === -1) return null;
  return {
    type: b[typeAt] as number,
    mime: b.latin1Slice(1, mimeEnd),
    description: decodeText(b, typeAt + 1, descriptionEnd, encoding),
    length: descriptionEnd + terminatorLength(encoding),
  };
}
