import { describe, expect, it } from 'vitest';
import { PIECE, type AudioSide } from '../audio-comparison.ts';
import { sideOf } from '../testing/sides.ts';
import { comparePackets } from './compare-packets.ts';

/** A page with these lacing values and this body; the numbers in its header do not count here. */
function page(lacing: readonly number[], body: Buffer, sequence = 0): Buffer {
  const head = Buffer.alloc(27);
  head.write('OggS', 'latin1');
  head.writeUInt32LE(sequence, 18);
  head[26] = lacing.length;
  return Buffer.concat([head, Buffer.from(lacing), body]);
}

const A = Buffer.alloc(300, 1);
const B = Buffer.alloc(10, 2);
const C = Buffer.alloc(255, 3);

/** Three packets on one page. */
const together = page([255, 45, 10, 255, 0], Buffer.concat([A, B, C]));
/** The same packets, cut elsewhere. */
const apart = Buffer.concat([
  page([255], A.subarray(0, 255), 7),
  page([45, 10], Buffer.concat([A.subarray(255), B]), 8),
  page([255], C, 9),
  page([0], Buffer.alloc(0), 10),
]);

const side = (bytes: Buffer, codec = 'vorbis', sampleRate = 44_100): AudioSide =>
  sideOf(bytes, { offset: 0, length: bytes.length }, { codec, sampleRate });

describe('the audio of Ogg files', () => {
  it('is the same packets, however pages are cut and numbered', async () => {
    expect(await comparePackets(side(together), side(apart))).toBe(true);
    expect(await comparePackets(side(apart), side(together))).toBe(true);
  });

  it('may stand anywhere in its file', async () => {
    const bytes = Buffer.concat([Buffer.from('header'), apart]);
    const behind = sideOf(bytes, { offset: 6, length: apart.length }, { codec: 'vorbis' });
    expect(await comparePackets(side(together), behind)).toBe(true);
  });

  it('differs where packets are joined, split, missing, added or exchanged', async () => {
    const others = [
      page([255, 55, 255, 0], Buffer.concat([A, B, C])),
      page([255, 45, 5, 5, 255, 0], Buffer.concat([A, B, C])),
      page([255, 45, 10], Buffer.concat([A, B])),
      page([255, 45, 10, 255, 0, 1], Buffer.concat([A, B, C, Buffer.from([1])])),
      page([10, 255, 45, 255, 0], Buffer.concat([B, A, C])),
    ];
    for (const other of others) {
      expect(await comparePackets(side(together), side(other))).toBe(false);
      expect(await comparePackets(side(other), side(together))).toBe(false);
    }
  });

  it('differs where one byte differs', async () => {
    const changed = Buffer.from(apart);
    changed[27 + 1 + 254]! ^= 1;
    expect(await comparePackets(side(together), side(changed))).toBe(false);
  });

  it('differs where codec or rate is another', async () => {
    expect(await comparePackets(side(together), side(together, 'opus'))).toBe(false);
    expect(await comparePackets(side(together), side(together, 'vorbis', 48_000))).toBe(false);
  });

  it('passes over empty packets of FLAC only', async () => {
    const empty = page([10, 0], B);
    const none = page([10], B);
    expect(await comparePackets(side(empty, 'flac'), side(none, 'flac'))).toBe(true);
    expect(await comparePackets(side(empty), side(none))).toBe(false);
    // The empty segment that ends a packet of 255 bytes is no empty packet.
    const ended = page([255, 0, 10], Buffer.concat([C, B]));
    const joined = page([255, 10], Buffer.concat([C, B]));
    expect(await comparePackets(side(ended, 'flac'), side(joined, 'flac'))).toBe(false);
  });

  it('compares a packet that the file cuts off', async () => {
    const cut = page([255], Buffer.alloc(255, 4));
    const other = page([255], Buffer.alloc(255, 5));
    expect(await comparePackets(side(cut), side(cut))).toBe(true);
    expect(await comparePackets(side(cut), side(other))).toBe(false);
    expect(await comparePackets(side(cut), side(Buffer.alloc(0)))).toBe(false);
  });

  it('takes what is no whole page for a packet of its own', async () => {
    for (const rest of [
      Buffer.from('what an encoder left behind, longer than the header of a page'),
      page([10], B).subarray(0, 30),
      page([10, 20], B).subarray(0, 28),
      page([10], B).subarray(0, 37),
      Buffer.from(page([10], B).fill('OggT', 0, 4)),
    ]) {
      const bytes = Buffer.concat([together, rest]);
      const changed = Buffer.from(bytes);
      changed[together.length + 5]! ^= 1;
      expect(await comparePackets(side(bytes), side(bytes))).toBe(true);
      expect(await comparePackets(side(bytes), side(changed))).toBe(false);
      expect(await comparePackets(side(bytes), side(together))).toBe(false);
    }
  });

  it('reads a block at a time, and not what lies behind the audio', async () => {
    const bytes = Buffer.concat(
      Array.from({ length: 30 }, () => page(Array<number>(255).fill(250), Buffer.alloc(63_750))),
    );
    const { layout, read } = side(bytes);
    const reads: [position: number, end: number][] = [];
    const counted: AudioSide = {
      layout,
      read: async (buffer, offset, length, position) => {
        reads.push([position, position + length]);
        await read(buffer, offset, length, position);
      },
    };
    expect(await comparePackets(counted, side(bytes))).toBe(true);
    // A page does not end with a block: what was begun is read again.
    expect(reads).toHaveLength(Math.ceil(bytes.length / PIECE));
    expect(reads.at(-1)![1]).toBe(bytes.length);
    expect(reads[0]).toEqual([0, PIECE]);
  });

  it('reads files that are longer than a block', async () => {
    const pages = Array.from({ length: 40 }, (_, index) => page(Array(255).fill(250), Buffer.alloc(63_750, index)));
    const long = Buffer.concat(pages);
    const changed = Buffer.from(long);
    changed[long.length - 1]! ^= 1;
    expect(await comparePackets(side(long), side(long))).toBe(true);
    expect(await comparePackets(side(long), side(changed))).toBe(false);
  });
});
