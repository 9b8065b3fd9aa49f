/**
 * Compares the audio of MP3 files without the frame of silence in front in which encoders say how long the file is and
 * how it was made ("Xing", "Info" or "VBRI"): programs that copy a stream write their own.
 */
import { areSameBytes, haveSameProperties, type AudioComparison, type AudioSide } from '../audio-comparison.ts';
import type { ByteRange } from '../layout.ts';
import { parseFrameHeader } from './frame-header.ts';

const NAMES = ['Xing', 'Info', 'VBRI'];
/** The names stand in the first bytes of the frame, behind its side information. */
const LONGEST_HEAD = 200;

export const compareFrames: AudioComparison = async (one, other) =>
  haveSameProperties(one.layout, other.layout) &&
  areSameBytes(one, await behindInfoFrame(one), other, await behindInfoFrame(other));

async function behindInfoFrame({ layout, read }: AudioSide): Promise<ByteRange> {
  const { offset, length } = layout.audio;
  const head = Buffer.alloc(Math.min(LONGEST_HEAD, length));
  await read(head, 0, head.length, offset);
  if (!NAMES.some((name) => head.includes(name))) return layout.audio;
  const frame = parseFrameHeader(head.readUInt32BE(0));
  if (frame === null || frame.length > length) return layout.audio;
  return { offset: offset + frame.length, length: length - frame.length };
}
