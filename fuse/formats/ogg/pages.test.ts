import { describe, expect, it } from 'vitest';
import { LayoutError } from '../layout.ts';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { PacketSource, PacketWalker, readPage } from './pages.ts';

type PageFields = {
  readonly flags?: number;
  readonly serial?: number;
  readonly sequence?: number;
  readonly magic?: string;
  readonly version?: number;
};

/** A page of segments of these lengths, filled with the numbers from `first` on. */
function page(
  lacing: readonly number[],
  { flags = 0, serial = 7, sequence = 0, magic = 'OggS', version = 0 }: PageFields = {},
  first = 0,
): Buffer {
  const head = Buffer.alloc(27 + lacing.length);
  head.write(magic, 'latin1');
  head[4] = version;
  head[5] = flags;
  head.writeUInt32LE(serial, 14);
  head.writeUInt32LE(sequence, 18);
  head[26] = lacing.length;
  head.set(lacing, 27);
  const length = lacing.reduce((sum, segment) => sum + segment, 0);
  return Buffer.concat([head, Buffer.from(Array.from({ length }, (_, i) => (first + i) % 256))]);
}

const windowOf = (...parts: Buffer[]): Window => new Window(strictSource(Buffer.concat(parts)));

describe('a page', () => {
  it('has its fields in front of its segments', () => {
    const window = windowOf(Buffer.alloc(9), page([255, 3], { flags: 4, serial: 0xfffffff0, sequence: 5 }));
    expect(readPage(window, 9)).toEqual({
      offset: 9,
      flags: 4,
      serial: 0xfffffff0,
      sequence: 5,
      body: 9 + 29,
      end: 9 + 29 + 258,
      lacing: Buffer.from([255, 3]),
    });
  });

  it('may have no segments', () => {
    expect(readPage(windowOf(page([])), 0)).toMatchObject({ body: 27, end: 27, lacing: Buffer.alloc(0) });
  });

  it('is not read where the file ends in its header or in its lengths', () => {
    for (const length of [0, 26, 27, 28]) {
      expect(() => readPage(windowOf(page([1, 2]).subarray(0, length)), 0)).toThrow('The file ends too early');
    }
    expect(readPage(windowOf(page([1, 2]).subarray(0, 29)), 0).end).toBe(32);
  });

  it('counts as a part of the file, of which there is a limit', () => {
    const window = windowOf(page([]));
    for (let read = 0; read < 200_000; read += 1) readPage(window, 0);
    expect(() => readPage(window, 0)).toThrow('The file is made of more than 200000 parts.');
  });

  it.each([{ magic: 'OggT' }, { version: 1 }])('is none with %o', (fields) => {
    expect(() => readPage(windowOf(page([1], fields)), 0)).toThrow(
      new LayoutError('The Ogg file has no page at 0 where one should be.', 0),
    );
  });
});

describe('packets', () => {
  it('end with a segment of less than 255 bytes', () => {
    const walker = new PacketWalker(windowOf(page([255, 3, 0, 255, 255, 9])));
    expect([walker.next(), walker.next()]).toEqual([
      { runs: [{ offset: 33, length: 258 }], length: 258 },
      { runs: [{ offset: 291, length: 0 }], length: 0 },
    ]);
    expect([walker.segment, walker.position, walker.atPageEnd]).toEqual([3, 291, false]);
    expect(walker.next().length).toBe(519);
    expect([walker.segment, walker.atPageEnd, walker.pages]).toEqual([6, true, 1]);
  });

  it('go on over pages', () => {
    const walker = new PacketWalker(
      windowOf(page([255, 255]), page([255], { flags: 1, sequence: 1 }), page([0, 4], { flags: 1, sequence: 2 })),
    );
    const packet = walker.next();
    expect(packet).toEqual({
      runs: [
        { offset: 29, length: 510 },
        { offset: 29 + 510 + 28, length: 255 },
      ],
      length: 765,
    });
    expect(walker.pages).toBe(3);
    expect(walker.next().length).toBe(4);
    expect(walker.page.sequence).toBe(2);
  });

  it('are read on the next page where one ended', () => {
    const walker = new PacketWalker(windowOf(page([5]), page([6])));
    expect([walker.next().length, walker.next().length]).toEqual([5, 6]);
  });

  it('of another stream are refused', () => {
    const walker = new PacketWalker(windowOf(page([255]), page([5], { flags: 1, serial: 8 })));
    expect(() => walker.next()).toThrow(
      new LayoutError('The Ogg file has several streams woven into one another.', 283),
    );
  });

  it('of which a page is lost are refused, on both sides', () => {
    const missing = new LayoutError('The Ogg file has lost a page of its header.', 283);
    expect(() => new PacketWalker(windowOf(page([255]), page([5]))).next()).toThrow(missing);
    const walker = new PacketWalker(windowOf(page([5]), page([5], { flags: 1 })));
    walker.next();
    expect(() => walker.next()).toThrow('The Ogg file has lost a page of its header.');
  });

  it('that end with an empty segment on the next page have nothing there', () => {
    const walker = new PacketWalker(windowOf(page([255]), page([0, 4], { flags: 1 })));
    expect(walker.next()).toEqual({ runs: [{ offset: 28, length: 255 }], length: 255 });
    expect([walker.segment, walker.position]).toEqual([1, 28 + 255 + 29]);
  });

  it('may be as long as 256 MiB, and no longer', () => {
    // All pages are full but the last, on which 48 segments of 255 bytes and a shorter one are left for the packet.
    const full = 27 + 255 + 255 * 255;
    const count = Math.floor(2 ** 28 / (255 * 255));
    const left = 2 ** 28 - count * 255 * 255;
    const walk = (more: number): number => {
      const heads = [
        page(Array<number>(255).fill(255)).subarray(0, 282),
        page(Array<number>(255).fill(255), { flags: 1 }).subarray(0, 282),
        page([...Array<number>(48).fill(255), left - 48 * 255 + more], { flags: 1 }),
      ] as const;
      const source = {
        size: count * full + heads[2].length,
        read(position: number, length: number): Buffer {
          const bytes = Buffer.alloc(length);
          (position === 0 ? heads[0] : position < count * full ? heads[1] : heads[2]).copy(bytes);
          return bytes;
        },
      };
      return new PacketWalker(new Window(source)).next().length;
    };
    expect(walk(0)).toBe(2 ** 28);
    expect(() => walk(1)).toThrow(
      new LayoutError('The Ogg file has a header of absurd length.', count * full + 27 + 49),
    );
  });

  it('that the file does not have whole are refused', () => {
    const walker = new PacketWalker(windowOf(page([200]).subarray(0, 100)));
    expect(() => walker.next()).toThrow(new LayoutError('The Ogg file ends in its header.', 28));
  });
});

describe('a packet as one run of bytes', () => {
  const bytes = Buffer.from(Array.from({ length: 775 }, (_, i) => i % 256));

  function sourceOf(): PacketSource {
    const window = windowOf(page([255, 255], {}, 0), page([255, 10], { flags: 1 }, 510));
    return new PacketSource(window, new PacketWalker(window).next());
  }

  it('has the bytes of all its pages', () => {
    const source = sourceOf();
    expect(source.size).toBe(775);
    for (const [from, length] of [
      [0, 775],
      [0, 1],
      [509, 1],
      [509, 2],
      [510, 1],
      [600, 100],
      [774, 1],
      [770, 99],
    ] as const) {
      expect(source.read(from, length)).toEqual(bytes.subarray(from, from + length));
    }
  });

  it('knows where its parts lie in the file', () => {
    const source = sourceOf();
    const second = 29 + 510 + 29;
    expect(source.ranges(0, 10)).toEqual([{ offset: 29, length: 10 }]);
    expect(source.ranges(500, 520)).toEqual([
      { offset: 529, length: 10 },
      { offset: second, length: 10 },
    ]);
    expect(source.locate(510, 775)).toEqual([{ offset: second, length: 265 }]);
    expect(source.ranges(500, 510)).toEqual([{ offset: 529, length: 10 }]);
    expect(source.ranges(5, 5)).toEqual([]);
    expect(source.ranges(510, 510)).toEqual([]);
  });

  it('is found in the part that holds it where there are many', () => {
    const parts = Array.from({ length: 9 }, (_, i) => page(i < 8 ? [255] : [3], { flags: i === 0 ? 0 : 1 }, i * 255));
    const window = windowOf(...parts);
    const source = new PacketSource(window, new PacketWalker(window).next());
    expect(source.size).toBe(8 * 255 + 3);
    for (let position = 0; position < source.size; position += 1) {
      const offset = Math.floor(position / 255) * 283 + 28 + (position % 255);
      expect(source.ranges(position, position + 1)).toEqual([{ offset, length: 1 }]);
    }
  });
});
