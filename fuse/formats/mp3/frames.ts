/**
 * Finds the first frame of an MPEG stream and how long the stream plays.
 */
import type { Window } from '../window.ts';
import { parseFrameHeader, SAME_STREAM, type FrameHeader } from './frame-header.ts';
import { parseVbrHeader, type VbrHeader } from './vbr-header.ts';

/** How far behind the tags the first frame is looked for. */
const LONGEST_SEARCH = 128 * 1024;
const SEARCH_STEP = 4096;
/** Frames that must agree, at the beginning and in the middle, before a stream without VBR header counts as constant bitrate. */
const FRAMES_TO_AGREE = 6;
/** Bytes without a frame behind which no more frames are counted: room for a tag with pictures between two streams. */
const LONGEST_GAP = 16 * 1024 * 1024;
/** Bytes read at once when the frames of a whole file are counted. */
const COUNTING_READ = 64 * 1024;

/**
 * Position of the first frame, -1 when there is none: at `from` one that another frame, the end or a tag follows, further behind
 * one that two others follow.
 */
export function findFrame(window: Window, from: number): number {
  const limit = Math.min(window.size, from + LONGEST_SEARCH);
  if (from + 4 <= limit && isFrame(window, from, true)) return from;
  let position = from;
  while (position + 4 <= limit) {
    const length = Math.min(SEARCH_STEP, window.size - position);
    const i = window.at(position, length);
    const sync = window.bytes.indexOf(0xff, i);
    if (sync < 0) {
      position += length;
      continue;
    }
    position += sync - i;
    if (!window.covers(position, 4)) return -1;
    if (isFrame(window, position, false)) return position;
    position += 1;
  }
  return -1;
}

/** Whether a frame is at `position` that something believable follows. */
function isFrame(window: Window, position: number, expected: boolean): boolean {
  const bits = u32(window, position);
  const frame = parseFrameHeader(bits);
  if (frame === null) return false;
  const next = position + frame.length;
  if (!expected) return isSameStream(window, next, bits) && isSameStream(window, next + lengthAt(window, next), bits);
  // Where a frame has to be, the end of the file or a tag may follow as well.
  if (!window.covers(next, 4) || isSameStream(window, next, bits)) return true;
  const magic = window.magic(next).slice(0, 3);
  return magic === 'TAG' || magic === 'APE' || magic === 'LYR';
}

/** Whether a frame with the version, layer and sample rate of `bits` is at `position`. */
function isSameStream(window: Window, position: number, bits: number): boolean {
  if (!window.covers(position, 4)) return false;
  const next = u32(window, position);
  return ((next ^ bits) & SAME_STREAM) === 0 && parseFrameHeader(next) !== null;
}

/** The length of the frame that is at `position`. */
function lengthAt(window: Window, position: number): number {
  return (parseFrameHeader(u32(window, position)) as FrameHeader).length;
}

function u32(window: Window, position: number): number {
  const i = window.at(position, 4);
  return window.bytes.readUInt32BE(i);
}

export interface FirstFrame {
  readonly frame: FrameHeader;
  readonly vbr: VbrHeader | null;
  /** Where the first frame ends, within the file. */
  readonly framesEnd: number;
}

/** The frame at `position`, which `findFrame` found. */
export function firstFrame(window: Window, position: number): FirstFrame {
  const i = window.at(position, 4);
  const frame = parseFrameHeader(window.bytes.readUInt32BE(i)) as FrameHeader;
  const length = Math.min(frame.length, window.size - position);
  const begin = window.at(position, length);
  return { frame, vbr: parseVbrHeader(window.bytes, begin, begin + length, frame), framesEnd: position + length };
}

/** A stream is believed to be the one that its VBR header describes if their lengths differ by less than this part. */
const BELIEVED_DIFFERENCE = 1 / 16;
/** Bits per second of the smallest frames of MPEG 1, and of MPEG 2 and 2.5. */
const LEAST_BITRATE = 32_000;
const LEAST_HALF_BITRATE = 8000;

/**
 * Whether a VBR header tells the frames of a stream of `length` bytes: not where the file was cut off, or put together
 * from several.
 */
export function describesStream(frame: FrameHeader, vbr: VbrHeader, length: number): boolean {
  if (vbr.frames === 0) return false;
  const least = frame.version === 1 ? LEAST_BITRATE : LEAST_HALF_BITRATE;
  if ((vbr.frames * frame.samples * least) / 8 / frame.sampleRate > length) return false;
  return vbr.bytes === 0 || Math.abs(vbr.bytes - length) < Math.min(vbr.bytes, length) * BELIEVED_DIFFERENCE;
}

/** Seconds of music by a VBR header: without the samples that the encoder added at both ends. */
export function durationOfVbr(frame: FrameHeader, vbr: VbrHeader): number {
  const samples = vbr.frames * frame.samples;
  return (vbr.filling < samples ? samples - vbr.filling : samples) / frame.sampleRate;
}

/**
 * Seconds of a stream without VBR header at `[begin, end)`: from its size when the frames that are looked at
 * have one bitrate, otherwise by counting all frames.
 */
export function durationOfFrames(window: Window, frame: FrameHeader, begin: number, end: number): number {
  const middle = begin + Math.floor((end - begin) / 2);
  if (agree(window, begin, end, frame.bitrate)) {
    const there = findFrame(window, middle);
    if (there === -1 || agree(window, there, end, frame.bitrate)) {
      return ((end - begin) * 8) / frame.bitrate;
    }
  }
  return countFrames(window, frame, begin, end);
}

function agree(window: Window, begin: number, end: number, bitrate: number): boolean {
  let position = begin;
  for (let k = 0; k < FRAMES_TO_AGREE && position + 4 <= end; k += 1) {
    const frame = parseFrameHeader(u32(window, position));
    if (frame === null) return true;
    if (frame.bitrate !== bitrate) return false;
    position += frame.length;
  }
  return true;
}

/** The frames of music at `[begin, end)`: without the one at `begin`, which holds a VBR header. */
export function playedFrames(window: Window, first: FrameHeader, begin: number, end: number): number {
  return Math.round((countFrames(window, first, begin, end) * first.sampleRate) / first.samples) - 1;
}

/** Ends at a gap that no stream has: the rest of the file is not read for it, however large it is. */
function countFrames(window: Window, first: FrameHeader, begin: number, end: number): number {
  let samples = 0;
  let position = begin;
  let framesEnd = begin;
  while (position + 4 <= end && position - framesEnd <= LONGEST_GAP) {
    const length = Math.min(COUNTING_READ, end - position);
    const i = window.at(position, length);
    let done = 0;
    while (done + 4 <= length) {
      const frame = parseFrameHeader(window.bytes.readUInt32BE(i + done));
      if (frame === null) done = nextSync(window, i, done + 1, length - 3);
      else {
        samples += frame.samples;
        done += frame.length;
        framesEnd = position + done;
      }
    }
    position += done;
  }
  return samples / first.sampleRate;
}

/** The next byte from `from` on that a frame may begin with, `last` when there is none before; relative to `i`. */
function nextSync(window: Window, i: number, from: number, last: number): number {
  const sync = window.bytes.indexOf(0xff, i + from) - i;
  return sync < from ? last : Math.min(sync, last);
}
