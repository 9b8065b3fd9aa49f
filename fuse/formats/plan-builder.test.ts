import { describe, expect, it } from 'vitest';
import { headerLengthFor, PlanBuilder } from './plan-builder.ts';
import type { PlacedPicture, Segment } from './plan.ts';

const bytesOf = (segment: Segment | undefined): string =>
  segment?.kind === 'bytes' ? Buffer.from(segment.bytes).toString('hex') : `no bytes but ${JSON.stringify(segment)}`;

function built(fill: (builder: PlanBuilder) => void): Buffer {
  const builder = new PlanBuilder();
  fill(builder);
  return builder.take();
}

const picture = (length: number): PlacedPicture => ({
  type: 3,
  mime: 'image/png',
  description: '',
  width: 1,
  height: 1,
  depth: 24,
  length,
  body: { kind: 'blob', path: 'art', offset: 7, length: 999 },
});

describe('the bytes of a plan', () => {
  it('are numbers of either order, and texts', () => {
    const bytes = built((builder) => {
      builder.u8(0x01);
      builder.u16be(0x0203);
      builder.u24be(0x040506);
      builder.u32be(0x0708090a);
      builder.u32le(0x0b0c0d0e);
      builder.latin1('é');
      builder.utf8('é夜');
      builder.utf16('é');
      builder.bytes(Buffer.from([0xfe, 0xff]));
    });
    expect(bytes.toString('hex')).toBe('0102030405060708090a0e0d0c0be9c3a9e5a49ce900feff');
  });

  it('may be longer than the room that a builder begins with', () => {
    const long = 'x'.repeat(70_000);
    expect(built((builder) => builder.latin1(long)).toString()).toBe(long);
    expect(built((builder) => builder.utf8('夜'.repeat(70_000))).length).toBe(210_000);
    expect(built((builder) => builder.utf16(long)).length).toBe(140_000);
    const exact = built((builder) => {
      builder.bytes(Buffer.alloc(64 * 1024, 1));
      builder.u8(2);
    });
    expect([exact.length, exact[65_535], exact[65_536]]).toEqual([65_537, 1, 2]);
  });

  it('are the plan’s own, whatever later builders write', () => {
    const first = built((builder) => builder.latin1('first'));
    built((builder) => builder.latin1('other'));
    expect(first.toString()).toBe('first');
  });
});

describe('numbers that are filled in later', () => {
  it('may lie in what is still gathered', () => {
    const bytes = built((builder) => {
      for (let k = 0; k < 13; k += 1) builder.u8(0xff);
      builder.patchU16be(0, 1);
      builder.patchU24be(2, 2);
      builder.patchU32be(5, 3);
      builder.patchU32le(9, 4);
    });
    expect(bytes.toString('hex')).toBe('00010000020000000304000000');
  });

  it('may lie in a segment that is done, behind others', () => {
    const builder = new PlanBuilder();
    builder.latin1('head');
    builder.source({ offset: 50, length: 10 });
    builder.latin1('abcdef');
    builder.picture(picture(5));
    builder.u8(9);
    builder.patchU32be(14, 0x01020304);
    builder.patchU16be(18, 0x0506);
    builder.patchU16be(0, 0x0708);
    const { segments } = builder.finish();
    expect(bytesOf(segments[0])).toBe('07086164');
    expect(bytesOf(segments[2])).toBe('010203040506');
  });

  it('cannot lie in the original, in a picture, or across an edge', () => {
    const builder = new PlanBuilder();
    builder.latin1('head');
    builder.source({ offset: 50, length: 10 });
    builder.picture(picture(4));
    for (const position of [1, 3, 4, 10, 14]) {
      expect(() => builder.patchU32be(position, 1)).toThrow(
        new RangeError(`The plan has no bytes of its own at ${position}.`),
      );
    }
    builder.patchU32be(0, 1);
  });
});

describe('the segments of a plan', () => {
  it('join ranges of the original that touch, and leave out empty ones', () => {
    const builder = new PlanBuilder();
    builder.source({ offset: 10, length: 5 });
    builder.source({ offset: 15, length: 0 });
    builder.source({ offset: 15, length: 5 });
    builder.source({ offset: 21, length: 1 });
    builder.picture(picture(0));
    expect(builder.finish()).toEqual({
      size: 11,
      headerLength: 11,
      segments: [
        { kind: 'source', offset: 10, length: 10 },
        { kind: 'source', offset: 21, length: 1 },
      ],
    });
  });

  it('do not join what is shown with other page numbers', () => {
    const builder = new PlanBuilder();
    builder.source({ offset: 0, length: 5 }, 2);
    builder.source({ offset: 5, length: 5 });
    builder.source({ offset: 10, length: 5 }, 2);
    expect(builder.finish().segments).toEqual([
      { kind: 'source', offset: 0, length: 5, pageShift: 2 },
      { kind: 'source', offset: 5, length: 5 },
      { kind: 'source', offset: 10, length: 5, pageShift: 2 },
    ]);
  });

  it('do not join ranges with bytes between them', () => {
    const builder = new PlanBuilder();
    builder.source({ offset: 0, length: 5 });
    builder.u8(1);
    builder.source({ offset: 5, length: 5 });
    expect(builder.finish().segments.map(({ kind }) => kind)).toEqual(['source', 'bytes', 'source']);
  });

  it('say the length of a picture as it is placed', () => {
    const builder = new PlanBuilder();
    builder.picture(picture(5));
    expect(builder.finish()).toEqual({
      size: 5,
      headerLength: 5,
      segments: [{ kind: 'blob', path: 'art', offset: 7, length: 5 }],
    });
  });

  it('may come from another plan: short bytes are copied, long ones stay a segment', () => {
    const builder = new PlanBuilder();
    const long = Buffer.alloc(513, 2);
    builder.u8(1);
    builder.segment({ kind: 'bytes', bytes: Buffer.alloc(512, 1) });
    builder.segment({ kind: 'bytes', bytes: long });
    builder.segment({ kind: 'source', offset: 3, length: 4, pageShift: 5 });
    builder.segment({ kind: 'blob', path: 'art', offset: 0, length: 6 });
    const { size, segments } = builder.finish();
    expect(size).toBe(1 + 512 + 513 + 4 + 6);
    expect(bytesOf(segments[0])).toBe('01'.repeat(513));
    expect(segments[1]).toEqual({ kind: 'bytes', bytes: long });
    expect(segments.slice(2)).toEqual([
      { kind: 'source', offset: 3, length: 4, pageShift: 5 },
      { kind: 'blob', path: 'art', offset: 0, length: 6 },
    ]);
  });

  it('say where the audio begins, or else that everything is header', () => {
    const builder = new PlanBuilder();
    builder.latin1('head');
    builder.audioBegins();
    builder.source({ offset: 0, length: 6 });
    expect(builder.length).toBe(10);
    expect(builder.finish()).toMatchObject({ size: 10, headerLength: 4 });
    const all = new PlanBuilder();
    all.latin1('head');
    expect(all.finish()).toMatchObject({ size: 4, headerLength: 4 });
  });

  it('share the zeros of long padding, and copy short ones', () => {
    const builder = new PlanBuilder();
    builder.zeros(0);
    builder.u8(1);
    builder.zeros(512);
    builder.zeros(513);
    builder.zeros(64 * 1024 + 1);
    expect(builder.length).toBe(1 + 512 + 513 + 65_537);
    const { size, segments } = builder.finish();
    const lengths = segments.map((segment) => (segment.kind === 'bytes' ? segment.bytes.length : -1));
    expect(lengths).toEqual([513, 513, 65_536, 1]);
    expect(size).toBe(1 + 512 + 513 + 65_537);
    expect(segments.slice(1).every((segment) => segment.kind === 'bytes' && segment.bytes.every((b) => b === 0))).toBe(
      true,
    );
  });
});

describe('the length of a header', () => {
  it.each([
    [100, 0, 12_288],
    [100, 99, 12_288],
    [100, 100, 100],
    [100, 5000, 5000],
    [4096, 0, 12_288],
    [4097, 0, 16_384],
    [0, 0, 0],
  ])('of %i bytes of content that had %i is %i', (needed, minimum, length) => {
    expect(headerLengthFor(needed, minimum)).toBe(length);
  });

  it('has room for edits from the beginning', () => {
    expect(headerLengthFor(1)).toBe(12_288);
  });
});
