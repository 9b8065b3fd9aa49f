/** Compares the audio of Ogg files packet by packet: programs may cut the pages differently and number them anew. */
import { haveSameProperties, PIECE, type AudioComparison, type AudioSide, type ReadInto } from '../audio-comparison.ts';
import { PAGE_HEADER } from './pages.ts';

export const comparePackets: AudioComparison = async (one, other) => {
  if (!haveSameProperties(one.layout, other.layout)) return false;
  const [left, right] = [packetsOf(one), packetsOf(other)];
  for (;;) {
    const [a, b] = [await left.next(), await right.next()];
    if (a.done === true || b.done === true) return a.done === true && b.done === true;
    if (Buffer.compare(a.value, b.value) !== 0) return false;
  }
};

/**
 * The audio's packets, each whole. Whatever follows the last whole page is a packet of its own. Empty packets of Ogg
 * FLAC, which hold no frame, are passed over: an encoder may end with one, and programs that copy the stream leave it
 * out.
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
    if (head.toString('latin1', 0, 4) !== 'OggS' || position + PAGE_HEADER + segments + length > end) {
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
  // The packet that the file cuts off, empty where it does not.
  yield Buffer.concat(parts);
}

/** Reads a file in large blocks, however small the parts are that the caller asks for: from front to back. */
function inBlocks(read: ReadInto, end: number): ReadInto {
  const block = Buffer.alloc(PIECE);
  let [start, filled] = [0, 0];
  return async (buffer, offset, length, position) => {
    if (position + length > start + filled) {
      [start, filled] = [position, Math.min(PIECE, end - position)];
      await read(block, 0, filled, start);
    }
    buffer.set(block.subarray(position - start, position - start + length), offset);
  };
}
