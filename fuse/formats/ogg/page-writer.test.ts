import { describe, expect, it } from 'vitest';
import { oggPage, SERIAL } from '../testing/ogg-bytes.ts';
import { pagesFor, segmentsOf, writePage, writePages } from './page-writer.ts';

const NO_POSITION = 2n ** 64n - 1n;

describe('the segments of a packet', () => {
  it.each([
    [0, 1],
    [254, 1],
    [255, 2],
    [509, 2],
    [510, 3],
    [65_025, 256],
  ])('of %d bytes are %d: the last is shorter than 255', (length, segments) => {
    expect(segmentsOf(length)).toBe(segments);
  });
});

describe('the pages of segments', () => {
  it.each([
    [1, 0, 1],
    [255, 0, 1],
    [256, 0, 2],
    [510, 1, 2],
    [511, 1, 3],
    [3, 3, 3],
    [3, 2, 2],
  ])('%d, at least %d, are %d', (segments, wanted, pages) => {
    expect(pagesFor(segments, wanted)).toBe(pages);
  });
});

describe('a single page', () => {
  it('has its fields, lengths and body behind one another', () => {
    const page = writePage(Buffer.from([2, 1]), Buffer.from('abc'), {
      serial: 0xf1e2_d3c4,
      sequence: 0x0102_0304,
      flags: 4,
      granule: 0x1122_3344_5566_7788n,
    });
    // Magic, version, flags; granule, serial and sequence from their lowest byte; checksum; segments; body.
    expect(page.subarray(0, 22).toString('hex')).toBe('4f67675300048877665544332211c4d3e2f104030201');
    expect(page.subarray(26).toString('latin1')).toBe('\u0002\u0002\u0001abc');
    expect(page).toEqual(
      oggPage([2, 1], 'abc', {
        serial: 0xf1e2_d3c4,
        sequence: 0x0102_0304,
        flags: 4,
        granule: 0x1122_3344_5566_7788n,
      }),
    );
  });

  it('is numbered 0 behind the highest number', () => {
    const fields = { serial: SERIAL, flags: 0, granule: 1n };
    const written = writePage(Buffer.from([0]), Buffer.alloc(0), { ...fields, sequence: 2 ** 32 });
    expect(written).toEqual(oggPage([0], '', { granule: 1n, sequence: 0 }));
  });
});

describe('the pages of packets', () => {
  const A = Buffer.alloc(300, 1);
  const B = Buffer.alloc(10, 2);
  const write = (packets: readonly Buffer[], pages: number, sequence = 1): Buffer =>
    writePages(packets, { serial: SERIAL, sequence, pages });

  it('hold them behind one another', () => {
    expect(write([A, B], 1)).toEqual(oggPage([255, 45, 10], Buffer.concat([A, B]), { sequence: 1 }));
  });

  it('leave each page behind one segment at least', () => {
    expect(write([A, B], 2)).toEqual(
      Buffer.concat([oggPage([255, 45], A, { sequence: 1 }), oggPage([10], B, { sequence: 2 })]),
    );
  });

  it('say where a packet goes on, and that none ends', () => {
    expect(write([A, B], 3)).toEqual(
      Buffer.concat([
        oggPage([255], A.subarray(0, 255), { sequence: 1, granule: NO_POSITION }),
        oggPage([45], A.subarray(255), { sequence: 2, flags: 1 }),
        oggPage([10], B, { sequence: 3 }),
      ]),
    );
    expect(write([B, A], 2)).toEqual(
      Buffer.concat([
        oggPage([10, 255], Buffer.concat([B, A.subarray(0, 255)]), { sequence: 1 }),
        oggPage([45], A.subarray(255), { sequence: 2, flags: 1 }),
      ]),
    );
  });

  it('end packets of whole segments, and empty ones, with an empty segment', () => {
    const packets = [Buffer.alloc(255, 3), Buffer.alloc(0), Buffer.alloc(510, 4)];
    expect(write(packets, 1)).toEqual(oggPage([255, 0, 0, 255, 255, 0], Buffer.concat(packets), { sequence: 1 }));
    expect(write(packets, 2)).toEqual(
      Buffer.concat([
        oggPage([255, 0, 0, 255, 255], Buffer.concat(packets), { sequence: 1 }),
        oggPage([0], '', { sequence: 2, flags: 1 }),
      ]),
    );
  });

  it('have 255 segments at most', () => {
    const long = Buffer.alloc(255 * 256 + 7, 5);
    expect(write([long, B], 2)).toEqual(
      Buffer.concat([
        oggPage(Array<number>(255).fill(255), long.subarray(0, 255 * 255), { sequence: 1, granule: NO_POSITION }),
        oggPage([255, 7, 10], Buffer.concat([long.subarray(255 * 255), B]), { sequence: 2, flags: 1 }),
      ]),
    );
  });

  it('are numbered 0 behind the highest number', () => {
    const bytes = write([A, B], 2, 0xffff_ffff);
    expect(bytes).toEqual(
      Buffer.concat([oggPage([255, 45], A, { sequence: 0xffff_ffff }), oggPage([10], B, { sequence: 0 })]),
    );
  });
});
