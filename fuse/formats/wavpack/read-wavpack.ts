/**
 * Reads WavPack files (.wv): the header of the first block, and of the blocks beside it for more than two channels.
 *
 * Source: "WavPack 4 & 5 Binary File / Block Format" (wavpack.com). Blocks of DSD audio, and files that do not
 * say how long they are, are left to others.
 */
import { readApeTagged } from '../ape/read-tagged.ts';
import type { LeadingId3 } from '../id3/read-leading.ts';
import type { Layout } from '../layout.ts';
import { LayoutError } from '../layout.ts';
import type { Window } from '../window.ts';

const BLOCK_HEADER = 32;
const MONO = 0x4;
const HYBRID = 0x8;
const FINAL_BLOCK = 0x1000;
const DSD = 0x8000_0000;
const UNKNOWN_LENGTH = 0xffff_ffff;
const SAMPLE_RATES = [
  6000, 8000, 9600, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200, 96_000, 192_000,
];
/** More blocks beside one another than channels are possible. */
const MOST_BLOCKS = 256;

export function readWavPack(window: Window, leading: LeadingId3): Layout | null {
  const i = window.at(leading.end, BLOCK_HEADER);
  const b = window.bytes;
  const high = b[i + 11] as number;
  const low = b.readUInt32LE(i + 12);
  const flags = b.readUInt32LE(i + 24);
  const sampleRate = SAMPLE_RATES[(flags >>> 23) & 15];
  if ((flags & DSD) !== 0 || low === UNKNOWN_LENGTH || sampleRate === undefined) return null;
  // The greatest low part stands for "unknown" and is left out of the count.
  const samples = high * UNKNOWN_LENGTH + low;
  const lossless = (flags & HYBRID) === 0;
  const bitsPerSample = ((flags & 3) + 1) * 8 - ((flags >>> 13) & 31);
  const stream = {
    codec: 'wavpack',
    duration: samples / sampleRate,
    sampleRate,
    channels: countChannels(window, leading.end),
    ...(lossless ? { bitsPerSample } : {}),
    lossless,
  };
  return readApeTagged(window, 'wavpack', stream, leading);
}

/** Each block has one or two channels; the last of those that sound together says so. */
function countChannels(window: Window, start: number): number {
  let channels = 0;
  let position = start;
  for (let k = 0; k < MOST_BLOCKS; k += 1) {
    if (window.magic(position) !== 'wvpk') {
      throw new LayoutError(`The WavPack file has no block at ${position} where one should be.`, position);
    }
    const i = window.at(position, BLOCK_HEADER);
    const flags = window.bytes.readUInt32LE(i + 24);
    channels += (flags & MONO) === 0 ? 2 : 1;
    if ((flags & FINAL_BLOCK) !== 0) break;
    position += 8 + window.bytes.readUInt32LE(i + 4);
  }
  return channels;
}
