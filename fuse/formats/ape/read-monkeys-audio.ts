/**
 * Reads the headers of Monkey's Audio files (.ape): the descriptor of version 3.98 and later, and the older one.
 *
 * Source: the format description in Monkey's Audio's SDK documentation (APEInfo).
 */
import type { LeadingId3 } from '../id3/read-leading.ts';
import type { Layout } from '../layout.ts';
import { LayoutError } from '../layout.ts';
import type { Window } from '../window.ts';
import { readApeTagged, type Stream } from './read-tagged.ts';

/** The header behind the descriptor of the new form. */
const NEW_HEAD = 24;
const OLD_HEAD = 32;
const FIRST_NEW_VERSION = 3980;

/** Bytes of a frame at least: its entry in the table of frames, its checksum, and one word of data. */
const LEAST_FRAME = 12;

/** The stream as its header states it: the last frame has `lastBlocks` samples per channel, all others `blocks`. */
interface Head extends Stream {
  readonly frames: number;
  readonly blocks: number;
  readonly lastBlocks: number;
}

export function readMonkeysAudio(window: Window, leading: LeadingId3): Layout {
  const start = leading.end;
  const i = window.at(start, OLD_HEAD);
  const version = window.bytes.readUInt16LE(i + 4);
  const head = version >= FIRST_NEW_VERSION ? newHead(window, start) : oldHead(window.bytes, i, version);
  const { frames, blocks, lastBlocks, ...stream } = head;
  if (stream.sampleRate === 0) throw new LayoutError("The Monkey's Audio file says that it has no sample rate.", start);
  if (frames * LEAST_FRAME > window.size - start || lastBlocks > blocks) {
    throw new LayoutError(
      "The header of the Monkey's Audio file is damaged: it states more than the file can hold.",
      start,
    );
  }
  return readApeTagged(window, 'ape', stream, leading);
}

function newHead(window: Window, start: number): Head {
  let i = window.at(start, 12);
  const header = start + window.bytes.readUInt32LE(i + 8);
  i = window.at(header, NEW_HEAD);
  const b = window.bytes;
  return streamOf(
    b.readUInt32LE(i + 4),
    b.readUInt32LE(i + 8),
    b.readUInt32LE(i + 12),
    b.readUInt16LE(i + 16),
    b.readUInt16LE(i + 18),
    b.readUInt32LE(i + 20),
  );
}

function oldHead(b: Buffer, i: number, version: number): Head {
  const compression = b.readUInt16LE(i + 6);
  const flags = b.readUInt16LE(i + 8);
  const blocks =
    version >= 3950 ? 4 * 73_728 : version >= 3900 || (version >= 3800 && compression === 4000) ? 73_728 : 9216;
  const bits = (flags & 1) !== 0 ? 8 : (flags & 8) !== 0 ? 24 : 16;
  return streamOf(
    blocks,
    b.readUInt32LE(i + 28),
    b.readUInt32LE(i + 24),
    bits,
    b.readUInt16LE(i + 10),
    b.readUInt32LE(i + 12),
  );
}

/** All frames have `blocks` samples per channel, the last has `lastBlocks`. */
function streamOf(
  blocks: number,
  lastBlocks: number,
  frames: number,
  bitsPerSample: number,
  channels: number,
  sampleRate: number,
): Head {
  const samples = frames === 0 ? 0 : (frames - 1) * blocks + lastBlocks;
  return {
    codec: 'ape',
    duration: samples / sampleRate,
    sampleRate,
    channels,
    bitsPerSample,
    lossless: true,
    frames,
    blocks,
    lastBlocks,
  };
}
