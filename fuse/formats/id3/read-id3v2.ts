/**
 * Reads ID3v2.2, 2.3 and 2.4 tags: text frames become fields, pictures are noted by their place, and every
 * frame that the field table does not know is noted to be kept verbatim.
 *
 * Sources: id3.org "ID3 tag version 2", "2.3.0", "2.4.0 – Main Structure" and "– Native Frames".
 * Frame bodies of pictures and unknown frames are never read. Sizes are checked against the tag, and the
 * tag against the file; a tag that breaks off is read as far as it goes. A frame with an irregular identifier does not
 * end the tag: mutagen and ffmpeg skip it by its length, too.
 */
import type { Locate } from '../window.ts';
import { inPlace, MemorySource, Window } from '../window.ts';
import type { Id3Content } from './content.ts';
import { finishDates } from './dates.ts';
import { readFrame } from './read-frame.ts';
import { frameRule, frameCode, upgradeFrameId } from './frame-rules.ts';
import { readSynchsafe } from './synchsafe.ts';
import { rawIndex, rawRanges, resynchronise } from './unsynchronisation.ts';

/** A tag that is longer is kept out of memory when it has to be read as a whole. */
const LONGEST_WHOLE_TAG = 32 * 1024 * 1024;

const FLAG_UNSYNCHRONISED = 0x80;
const FLAG_EXTENDED = 0x40;
const FLAG_FOOTER = 0x10;
const HEADER_LENGTH = 10;

/** Length of the ID3v2 tag at `position`, header and footer included; 0 where there is none. */
export function id3v2Length(window: Window, position: number): number {
  if (!window.covers(position, HEADER_LENGTH)) return 0;
  const i = window.at(position, HEADER_LENGTH);
  const b = window.bytes;
  if (b[i] !== 0x49 || b[i + 1] !== 0x44 || b[i + 2] !== 0x33) return 0;
  const version = b[i + 3] as number;
  if (version < 2 || version > 4 || ((b[i + 6]! | b[i + 7]! | b[i + 8]! | b[i + 9]!) & 0x80) !== 0) {
    return 0;
  }
  const footer = version === 4 && ((b[i + 5] as number) & FLAG_FOOTER) !== 0 ? HEADER_LENGTH : 0;
  return HEADER_LENGTH + readSynchsafe(b, i + 6) + footer;
}

/** Reads the tag at `position` into `content` and returns its length; 0 where there is none. */
export function readId3v2(window: Window, position: number, content: Id3Content): number {
  const length = id3v2Length(window, position);
  if (length === 0) return 0;
  const i = window.at(position, HEADER_LENGTH);
  const version = window.bytes[i + 3] as number;
  const flags = window.bytes[i + 5] as number;
  if (content.version === 0) content.version = version;
  const footer = version === 4 && (flags & FLAG_FOOTER) !== 0 ? HEADER_LENGTH : 0;
  const begin = position + HEADER_LENGTH;
  const end = Math.min(position + length - footer, window.size);

  if ((flags & FLAG_UNSYNCHRONISED) !== 0 && version < 4) {
    if (end - begin > LONGEST_WHOLE_TAG) return length;
    const at = window.at(begin, end - begin);
    const { bytes, cuts } = resynchronise(window.bytes.subarray(at, at + end - begin));
    const locate: Locate = (from, to) => rawRanges(cuts, from, to, begin);
    const raw = (index: number): number => begin + rawIndex(cuts, index);
    readFrames({
      window: new Window(new MemorySource(bytes)),
      begin: 0,
      end: bytes.length,
      version,
      flags,
      content,
      locate,
      raw,
    });
  } else {
    readFrames({ window, begin, end, version, flags, content, locate: inPlace, raw: (index) => index });
  }
  finishDates(content.tags, content.dates);
  return length;
}

interface FrameRun {
  readonly window: Window;
  readonly begin: number;
  readonly end: number;
  readonly version: number;
  readonly flags: number;
  readonly content: Id3Content;
  /** Where bytes of the window lie in the file. */
  readonly locate: Locate;
  /** Position in the file of a position in the window, unsynchronisation included. */
  readonly raw: (position: number) => number;
  /** Whether an ID3v2.4 tag wrongly has plain sizes; decided at its first frame that is long enough to tell. */
  plainSizes?: boolean;
}

function readFrames(run: FrameRun): void {
  const { window, end, version, flags, content } = run;
  const headerLength = version === 2 ? 6 : 10;
  const idLength = version === 2 ? 3 : 4;
  let position = run.begin + extendedHeaderLength(run);
  while (position + headerLength <= end) {
    window.step();
    const i = window.at(position, headerLength);
    const b = window.bytes;
    // Padding.
    if (b.readUIntBE(i, idLength) === 0) break;
    const body = position + headerLength;
    const regular = isFrameId(b, i, idLength);
    const code = version === 2 ? upgradedCode(b, i) : regular ? b.readUInt32BE(i) : irregularCode(b, i);
    let frameFlags = version === 2 ? 0 : b.readUInt16BE(i + 8);
    // From here on `i` and `b` are stale: finding the length may move the window.
    const stated = frameLength(run, i, position);
    // A frame with an irregular identifier is skipped by its length. Where that does not fit either, it is no frame.
    if (stated > end - body) content.damagedAt ??= run.raw(position);
    if (!regular && stated > end - body) break;
    // A file that was cut off ends inside a frame: its text is read as far as it goes.
    const length = Math.min(stated, end - body);
    // The tag's flag says that all frames are unsynchronised; some writers set only that one.
    if (version === 4 && (flags & FLAG_UNSYNCHRONISED) !== 0) frameFlags |= FRAME_UNSYNCHRONISED;
    if (length > 0 && code !== 0) {
      const rule = frameRule(code);
      if (
        rule === undefined ||
        !readFrame({ window, begin: body, end: body + length, version, flags: frameFlags, rule, content, raw: run.raw })
      ) {
        keep(run, code, frameFlags, body, body + length);
      }
    }
    position = body + length;
  }
}

const FRAME_UNSYNCHRONISED = 0x02;

/** Most runs that one kept frame may be spread over; a frame that unsynchronisation cuts up more is left out. */
const MOST_RUNS = 4096;

/**
 * Notes a frame to be carried over verbatim: its body, with the frame's identifier and flags as the kind
 * (`PRIV 0000`). Where unsynchronisation cut it up, `+` parts follow.
 */
function keep(run: FrameRun, code: number, flags: number, from: number, to: number): void {
  const ranges = run.locate(from, to);
  if (ranges.length > MOST_RUNS) return;
  const id = String.fromCharCode(code >>> 24, (code >>> 16) & 255, (code >>> 8) & 255, code & 255);
  let kind = `${id} ${flags.toString(16).padStart(4, '0')}`;
  for (const range of ranges) {
    run.content.kept.push({ kind, range });
    kind = '+';
  }
}

/** The code of the ID3v2.3 frame that an ID3v2.2 frame has become; 0 where there is none. */
function upgradedCode(b: Buffer, i: number): number {
  const id = upgradeFrameId(b.latin1Slice(i, i + 3));
  return id === undefined ? 0 : frameCode(id);
}

const PICTURE = frameCode('APIC');

/**
 * The code of a frame whose identifier is irregular. iTunes and others write identifiers of ID3v2.2 with a NUL or a
 * blank behind into later tags: such a frame is the one that the identifier has become, except for pictures, whose
 * bodies differ. Any other frame is kept under the identifier that it has.
 */
function irregularCode(b: Buffer, i: number): number {
  const code = b[i + 3] === 0 || b[i + 3] === 0x20 ? upgradedCode(b, i) : 0;
  return code === 0 || code === PICTURE ? b.readUInt32BE(i) : code;
}

function extendedHeaderLength({ window, begin, end, version, flags }: FrameRun): number {
  if (version === 2 || (flags & FLAG_EXTENDED) === 0 || begin + 4 > end) return 0;
  const i = window.at(begin, 4);
  // The flag alone does not make an extended header.
  if (isFrameId(window.bytes, i, 4)) return 0;
  return version === 3 ? window.bytes.readUInt32BE(i) + 4 : readSynchsafe(window.bytes, i);
}

function frameLength(run: FrameRun, i: number, position: number): number {
  const b = run.window.bytes;
  if (run.version === 2) return b.readUIntBE(i + 3, 3);
  const plain = b.readUInt32BE(i + 4);
  if (run.version === 3 || plain < 128) return plain;
  if ((plain & 0x80808080) !== 0) return plain;
  const length = readSynchsafe(b, i + 4);
  // Old iTunes wrote plain sizes into ID3v2.4 tags: believe whichever leads to another frame.
  run.plainSizes ??= !followsFrame(run, position + 10 + length) && followsFrame(run, position + 10 + plain);
  return run.plainSizes ? plain : length;
}

/** Whether a frame, padding or the end of the tag is at `position`. */
function followsFrame({ window, end }: FrameRun, position: number): boolean {
  if (position >= end) return position === end;
  if (position + 10 > end) return false;
  const i = window.at(position, 4);
  return window.bytes.readUInt32BE(i) === 0 || isFrameId(window.bytes, i, 4);
}

function isFrameId(b: Buffer, i: number, length: number): boolean {
  for (let k = 0; k < length; k += 1) {
    const c = b[i + k] as number;
    if (!((c >= 0x41 && c <= 0x5a) || (c >= 0x30 && c <= 0x39))) return false;
  }
  return true;
}
