import { describe, expect, it } from 'vitest';
import type { Plan } from './plan.ts';
import { headerLengthFor, PlanBuilder } from './plan-builder.ts';
import { renderPlan } from './testing/sources.ts';

const ORIGINAL = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251));

function planOf(build: (builder: PlanBuilder) => void): Plan {
  const builder = new PlanBuilder();
  build(builder);
  return builder.finish();
}

const hexOf = (build: (builder: PlanBuilder) => void): string => renderPlan(planOf(build), ORIGINAL).toString('hex');

describe('bytes of a plan', () => {
  it('are numbers of both orders and text of all encodings', () => {
    expect(
      hexOf((b) => {
        b.u8(1);
        b.u16be(0x0203);
        b.u24be(0x040506);
        b.u32be(0x0708090a);
        b.u32le(0x0b0c0d0e);
        b.latin1('\xe9a');
        b.utf8('é€');
        b.utf16('aé');
        b.bytes(Buffer.from([0xff]));
      }),
    ).toBe(['010203040506', '0708090a', '0e0d0c0b', 'e961', 'c3a9e282ac', '6100e900', 'ff'].join(''));
  });

  it('are one segment, however many', () => {
    const plan = planOf((b) => {
      for (let i = 0; i < 50_000; i++) b.u32be(i);
    });
    expect(plan.segments).toHaveLength(1);
    expect(plan.size).toBe(200_000);
    const bytes = renderPlan(plan, ORIGINAL);
    expect([bytes.readUInt32BE(4 * 20_000), bytes.readUInt32BE(4 * 49_999)]).toEqual([20_000, 49_999]);
  });

  it.each<[string, (builder: PlanBuilder) => void, string]>([
    ['u8', (b) => b.u8(1), '01'],
    ['u16be', (b) => b.u16be(0x0102), '0102'],
    ['u24be', (b) => b.u24be(0x01_0203), '010203'],
    ['u32be', (b) => b.u32be(0x0102_0304), '01020304'],
    ['u32le', (b) => b.u32le(0x0102_0304), '04030201'],
    ['latin1', (b) => b.latin1('abcé'), '616263e9'],
    ['utf8', (b) => b.utf8('a夜'), '61e5a49c'],
    ['utf16', (b) => b.utf16('a夜'), '61001c59'],
    ['bytes', (b) => b.bytes(Buffer.from('abc')), '616263'],
  ])('grow with each call of %s', (_, write, hex) => {
    const one = Buffer.from(hex, 'hex');
    // More than a builder begins with, whatever the builder in front of it left.
    const count = Math.ceil((1024 * 1024 + 1) / one.length);
    const builder = new PlanBuilder();
    for (let i = 0; i < count; i += 1) write(builder);
    expect(builder.length).toBe(count * one.length);
    expect(builder.take().equals(Buffer.alloc(count * one.length, one))).toBe(true);
  });

  it('can be taken alone, and are gone then', () => {
    const builder = new PlanBuilder();
    builder.latin1('abc');
    expect(builder.length).toBe(3);
    expect(builder.take().toString()).toBe('abc');
    expect(builder.length).toBe(0);
  });

  it('of one plan stay what they are when the next is built', () => {
    const first = planOf((b) => b.latin1('first'));
    planOf((b) => b.latin1('other'));
    expect(renderPlan(first, ORIGINAL).toString()).toBe('first');
  });
});

describe('ranges of the original', () => {
  it('that touch are one segment', () => {
    const plan = planOf((b) => {
      b.source({ offset: 10, length: 5 });
      b.source({ offset: 15, length: 5 });
      b.source({ offset: 21, length: 1 });
      b.source({ offset: 22, length: 0 });
      b.source({ offset: 500, length: 0 });
    });
    expect(plan.segments).toEqual([
      { kind: 'source', offset: 10, length: 10 },
      { kind: 'source', offset: 21, length: 1 },
    ]);
    expect(plan.size).toBe(11);
  });

  it('of shifted pages stay apart', () => {
    const plan = planOf((b) => {
      b.source({ offset: 10, length: 5 });
      b.source({ offset: 15, length: 5 }, 2);
      b.source({ offset: 20, length: 5 }, 2);
      b.source({ offset: 25, length: 5 });
    });
    expect(plan.segments).toEqual([
      { kind: 'source', offset: 10, length: 5 },
      { kind: 'source', offset: 15, length: 5, pageShift: 2 },
      { kind: 'source', offset: 20, length: 5, pageShift: 2 },
      { kind: 'source', offset: 25, length: 5 },
    ]);
  });

  it('stand between bytes in their order', () => {
    const plan = planOf((b) => {
      b.latin1('a');
      b.source({ offset: 1, length: 2 });
      b.latin1('b');
    });
    expect(plan.segments.map(({ kind }) => kind)).toEqual(['bytes', 'source', 'bytes']);
    expect(renderPlan(plan, ORIGINAL)).toEqual(Buffer.from([97, 1, 2, 98]));
  });
});

describe('pictures', () => {
  const picture = (length: number) => ({
    type: 3,
    mime: '',
    description: '',
    width: 0,
    height: 0,
    depth: 0,
    length,
    body: { kind: 'blob', path: '/art', offset: 4, length: 9 } as const,
  });

  it('are segments of their own length; empty ones are none', () => {
    const plan = planOf((b) => {
      b.u8(1);
      b.picture(picture(9));
      b.picture(picture(0));
    });
    expect(plan.segments).toEqual([
      { kind: 'bytes', bytes: Buffer.of(1) },
      { kind: 'blob', path: '/art', offset: 4, length: 9 },
    ]);
    expect(plan.size).toBe(10);
  });
});

describe('zeros', () => {
  it.each([0, 1, 512, 513, 65_536, 65_537, 200_000])('%d of them', (count) => {
    const plan = planOf((b) => {
      b.u8(7);
      b.zeros(count);
      b.u8(8);
    });
    expect(plan.size).toBe(count + 2);
    const bytes = renderPlan(plan, ORIGINAL);
    expect([bytes[0], bytes.at(-1)]).toEqual([7, 8]);
    expect(bytes.subarray(1, -1).every((byte) => byte === 0)).toBe(true);
    expect(bytes).toHaveLength(count + 2);
    expect(plan.segments.every((segment) => segment.kind === 'bytes' && segment.bytes.length > 0)).toBe(true);
    expect(plan.segments).toHaveLength(count <= 512 ? 1 : 2 + Math.ceil(count / 65_536));
  });
});

describe('segments of another plan', () => {
  it('are copied where they are short, and taken over where they are long', () => {
    const long = new Uint8Array(513).fill(5);
    const plan = planOf((b) => {
      b.u8(1);
      b.segment({ kind: 'bytes', bytes: new Uint8Array(512) });
      b.segment({ kind: 'bytes', bytes: long });
      b.segment({ kind: 'blob', path: '/x', offset: 0, length: 3 });
      b.segment({ kind: 'source', offset: 0, length: 3 });
      b.segment({ kind: 'source', offset: 3, length: 3, pageShift: 1 });
      b.segment({ kind: 'source', offset: 100, length: 2 });
      b.segment({ kind: 'source', offset: 102, length: 3 });
    });
    expect(plan.segments.map((segment) => (segment.kind === 'bytes' ? segment.bytes.length : segment))).toEqual([
      513,
      513,
      { kind: 'blob', path: '/x', offset: 0, length: 3 },
      { kind: 'source', offset: 0, length: 3 },
      { kind: 'source', offset: 3, length: 3, pageShift: 1 },
      { kind: 'source', offset: 100, length: 5 },
    ]);
    expect(plan.size).toBe(513 + 513 + 9 + 5);
  });
});

describe('numbers that were left open', () => {
  it('are filled in before and after their segment is closed', () => {
    expect(
      hexOf((b) => {
        b.u32be(0);
        b.u32be(0);
        b.patchU32be(0, 0x01020304);
        b.source({ offset: 0, length: 1 });
        b.u32be(0);
        b.patchU16be(4, 0x0506);
        b.patchU24be(9, 0x070809);
        b.source({ offset: 0, length: 1 });
        b.u32be(0);
        b.patchU32le(14, 0x0a0b0c0d);
      }),
    ).toBe(['01020304', '05060000', '00', '07080900', '00', '0d0c0b0a'].join(''));
  });

  it('cannot lie in the original, or across a border', () => {
    const builder = new PlanBuilder();
    builder.u32be(0);
    builder.source({ offset: 0, length: 10 });
    builder.u32be(0);
    builder.source({ offset: 0, length: 10 });
    expect(() => builder.patchU32be(4, 1)).toThrow(new RangeError('The plan has no bytes of its own at 4.'));
    expect(() => builder.patchU32be(2, 1)).toThrow(RangeError);
    builder.patchU32be(14, 1);
    expect(() => builder.patchU32be(15, 1)).toThrow(RangeError);
  });
});

describe('the header', () => {
  it('ends where the audio begins, or with the plan', () => {
    expect(planOf((b) => b.u32be(1)).headerLength).toBe(4);
    const plan = planOf((b) => {
      b.u32be(1);
      b.audioBegins();
      b.source({ offset: 0, length: 10 });
    });
    expect([plan.headerLength, plan.size]).toEqual([4, 14]);
    expect(planOf((b) => b.audioBegins()).headerLength).toBe(0);
    const bare = planOf((b) => {
      b.audioBegins();
      b.u32be(1);
    });
    expect([bare.headerLength, bare.size]).toEqual([0, 4]);
  });

  it.each([
    [100, 0, 12_288],
    [4096, 0, 12_288],
    [4097, 0, 16_384],
    [100, 5000, 5000],
    [5000, 5000, 5000],
    [5001, 5000, 16_384],
    [0, 0, 0],
  ])('for %d bytes, where it had %d, is %d long', (needed, minimum, length) => {
    expect(headerLengthFor(needed, minimum)).toBe(length);
  });
});
