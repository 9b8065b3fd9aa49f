/**
 * Whether an MPEG stream was cut off: by the frames and bytes that its Xing, Info or VBRI header states, or else by a last
 * frame that is not whole.
 *
 * Headers are not always right. Some programs count tags among the bytes, so that frames are counted before a loss is
 * believed; programs that split files may leave the header of the whole, so that whole frames up to the end make a loss
 * less certain. Only suspicious files are read beyond their end.
 */
import type { Window } from '../window.ts';
import { parseFrameHeader, SAME_STREAM, type FrameHeader } from './frame-header.ts';
import { findFrame, playedFrames } from './frames.ts';
import type { VbrHeader } from './vbr-header.ts';

export interface CutOff {
  /** Seconds that are missing by the header; 0 where only the last frame is known not to be whole. */
  readonly seconds: number;
  /** From 0 to 1. */
  readonly confidence: number;
}

/** Bytes before the end in which whole frames are looked for: several of the greatest. */
const LAST_BYTES = 16 * 1024;
/** Frames that may be missing: encoders count the first and the last differently. */
const FEW_FRAMES = 2;

const SURE = 0.99;
/** The header states more, and the last frame is whole: a program may have split the file. */
const PROBABLE = 0.8;
/** Nothing but a last frame that is not whole: recorded streams end so, too. */
const POSSIBLE = 0.6;

/**
 * @param first the position of the first frame, which holds `vbr`
 * @param end where the tags behind the audio begin
 * @returns null for a stream that is whole, as far as anybody can tell
 */
export function findCutOff(
  window: Window,
  frame: FrameHeader,
  vbr: VbrHeader | null,
  first: number,
  end: number,
): CutOff | null {
  if (vbr === null || (vbr.bytes === 0 && vbr.frames === 0)) {
    return endsWithinFrame(window, first, end) ? { seconds: 0, confidence: POSSIBLE } : null;
  }
  const missing = vbr.bytes - (end - first);
  if (vbr.bytes > 0 && missing <= 0) return null;
  const isCut = endsWithinFrame(window, first, end);
  const lost = vbr.frames > 0 ? vbr.frames - playedFrames(window, frame, first, end) : missing / frame.length;
  if (lost <= FEW_FRAMES) return isCut ? { seconds: 0, confidence: vbr.bytes > 0 ? SURE : POSSIBLE } : null;
  const seconds = Math.round((100 * lost * frame.samples) / frame.sampleRate) / 100;
  return { seconds, confidence: isCut ? SURE : PROBABLE };
}

/** Whether whole frames follow one another up to one that goes beyond the end. Unknown bytes at the end prove nothing. */
function endsWithinFrame(window: Window, first: number, end: number): boolean {
  const from = Math.max(first, end - LAST_BYTES);
  // One read for all that follows.
  window.at(from, end - from);
  let position = findFrame(window, from);
  if (position < 0 || position >= end) return false;
  for (let bits: number | null = null; position < end;) {
    if (position + 4 > end) return bits !== null;
    const i = window.at(position, 4);
    const next = window.bytes.readUInt32BE(i);
    const frame = parseFrameHeader(next);
    if (frame === null || (bits !== null && ((next ^ bits) & SAME_STREAM) !== 0)) return false;
    bits = next;
    position += frame.length;
  }
  return position > end;
}
