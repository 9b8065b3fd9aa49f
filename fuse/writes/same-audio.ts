/**
 * Proves that a saved file has the audio of the file that was served: byte for byte, or, where a format lets
 * programs lay the same audio out anew, packet for packet.
 */
import { parseFrameHeader } from '../formats/mp3/frame-header.ts';
import type { ByteRange, Layout } from '../formats/layout.ts';
import { PAGE_HEADER } from '../formats/ogg/pages.ts';
import type { ReadInto } from '../overlay/buffered-file.ts';

/** A file to compare: where its audio lies, and reading. */
export interface AudioSide {
  readonly layout: Layout;
  readonly read: ReadInto;
}

/** Bytes compared at once. */
const PIECE = 1024 * 1024;

export async function isSameAudio(served: AudioSide, saved: AudioSide): Promise<boolean> {
  if (served.layout.container !== saved.layout.container || !soundsAlike(served.layout, saved.layout)) return false;
  if (served.layout.container === 'ogg') return areSamePackets(served, saved);
  if (served.layout.container === 'mp3') {
    return areSameBytes(served, await behindInfoFrame(served), saved, await behindInfoFrame(saved));
  }
  return areSameBytes(served, served.layout.audio, saved, saved.layout.audio);
}

/** The same bytes sound different at another rate. MP4 says its rate in several ways, and programs do not agree in which. */
function soundsAlike({ container, properties: was }: Layout, { properties: is }: Layout): boolean {
  if (container === 'mp4') return was.codec === is.codec;
  return (
    was.codec === is.codec &&
    was.sampleRate === is.sampleRate &&
    was.channels === is.channels &&
    was.bitsPerSample === is.bitsPerSample
  );
}

async function areSameBytes(served: AudioSide, a: ByteRange, saved: AudioSide, b: ByteRange): Promise<boolean> {
  if (a.length !== b.length) return false;
  const [left, right] = [Buffer.alloc(Math.min(PIECE, a.length)), Buffer.alloc(Math.min(PIECE, b.length))];
  for (let done = 0; done < a.length; done += PIECE) {
    const count = Math.min(PIECE, a.length - done);
    await Promise.all([served.read(left, 0, count, a.offset + done), saved.read(right, 0, count, b.offset + done)]);
    if (left.compare(right, 0, count, 0, count) !== 0) return false;
  }
  return true;
}

/**
 * MP3 audio without the frame of silence that some encoders put in front to say how long it is and how it was
 * made ("Xing" or "Info"): programs that copy a stream write their own.
 */
async function behindInfoFrame({ layout, read }: AudioSide): Promise<ByteRange> {
  const { offset, length } = layout.audio;
  const head = Buffer.alloc(Math.min(200, length));
  await read(head, 0, head.length, offset);
  const frame = head.length < 4 ? null : parseFrameHeader(head.readUInt32BE(0));
  const isInfo = head.includes('Xing') || head.includes('Info') || head.includes('VBRI');
  if (frame === null || !isInfo || frame.length > length) return layout.audio;
  return { offset: offset + frame.length, length: length - frame.length };
}

/** Ogg packets compared in order; their pages may be cut and numbered differently. */
async function areSamePackets(served: AudioSide, saved: AudioSide): Promise<boolean> {
  const [left, right] = [packetsOf(served), packetsOf(saved)];
  for (;;) {
    const [a, b] = [await left.next(), await right.next()];
    if (a.done === true || b.done === true) return a.done === true && b.done === true;
    if (Buffer.compare(a.value, b.value) !== 0) return false;
  }
}

/**
 * The audio's packets, each whole. Whatever follows the last whole page is a packet of its own. Empty packets of Ogg FLAC, which
 * hold no frame, are passed over: an encoder may end with one, and programs that copy the stream leave it out.
 */
async function* packetsOf(side: AudioSide): AsyncGenerator<Buffer> {
  const { audio, properties } = side.layout;
  const end = audio.offset + audio.length;
  const read = inBlocks(side.read, end);
  let parts: Buffer[] = [];
  for (let position = audio.offset; position < end;) {
    const head = Buffer.alloc(Math.min(PAGE_HEADER + 255, end - position));
    await read(head, 0, head.length, position);
    const segments = head[PAGE_HEADER - 1] ?? 0;
    const lacing = head.subarray(PAGE_HEADER, PAGE_HEADER + segments);
    const length = lacing.reduce((sum, part) => sum + part, 0);
    if (
      head.toString('latin1', 0, 4) !== 'OggS' ||
      lacing.length < segments ||
      position + PAGE_HEADER + segments + length > end
    ) {
      yield head;
      return;
    }
    const body = Buffer.alloc(length);
    await read(body, 0, length, position + PAGE_HEADER + segments);
    let at = 0;
    for (const part of lacing) {
      parts.push(body.subarray(at, at + part));
      at += part;
      if (part === 255) continue;
      const packet = Buffer.concat(parts);
      parts = [];
      if (packet.length > 0 || properties.codec !== 'flac') yield packet;
    }
    position += PAGE_HEADER + segments + length;
  }
  if (parts.length > 0) yield Buffer.concat(parts);
}

/** Reads a file from front to back in large blocks, whatever is asked for. */
function inBlocks(read: ReadInto, end: number): ReadInto {
  const block = Buffer.alloc(PIECE);
  let [start, filled] = [0, 0];
  return async (buffer, offset, length, position) => {
    if (position < start || position + length > start + filled) {
      [start, filled] = [position, Math.min(PIECE, end - position)];
      await read(block, 0, filled, start);
    }
    buffer.set(block.subarray(position - start, position - start + length), offset);
  };
}
