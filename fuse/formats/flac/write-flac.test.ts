import { describe, expect, it } from 'vitest';
import type { PlanInput } from '../plan-input.ts';
import { coverOf, layoutWith } from '../testing/layouts.ts';
import { renderPlan } from '../testing/sources.ts';
import { planFlac } from './write-flac.ts';

/** A file that is a letter per part, so that what is copied can be told. */
const ORIGINAL = Buffer.from('IIIISSSCCUUUaudio');
const range = (offset: number, length: number) => ({ offset, length });
const LAYOUT = layoutWith({
  audio: range(12, 5),
  kept: [
    { kind: '0', range: range(0, 4) },
    { kind: '5', range: range(7, 2) },
    { kind: '3', range: range(4, 3) },
    { kind: '126', range: range(9, 3) },
  ],
  detail: { vendor: 'v', names: { own: 'Own' } },
});

function rendered(input: Partial<PlanInput>): Buffer {
  const plan = planFlac({ layout: LAYOUT, tags: {}, pictures: [], ...input });
  const bytes = renderPlan(plan, ORIGINAL, { art: Buffer.from('picture') });
  expect(bytes.length).toBe(plan.size);
  expect(bytes.subarray(plan.headerLength).toString()).toBe('audio');
  return bytes;
}

const EMPTY_COMMENTS = '04000009010000007600000000';

describe('a planned FLAC file', () => {
  it('has the stream, the seek table, comments, other blocks, and padding', () => {
    const bytes = rendered({});
    const expected =
      Buffer.from('fLaC').toString('hex') +
      `00000004${Buffer.from('IIII').toString('hex')}` +
      `03000003${Buffer.from('SSS').toString('hex')}` +
      EMPTY_COMMENTS +
      `05000002${Buffer.from('CC').toString('hex')}` +
      `7e000003${Buffer.from('UUU').toString('hex')}`;
    const head = expected.length / 2;
    expect(bytes.subarray(0, head).toString('hex')).toBe(expected);
    expect(bytes[head]).toBe(0x81);
    expect(bytes.readUIntBE(head + 1, 3)).toBe(12_288 - head - 4);
    expect(bytes.subarray(head + 4, 12_288).every((byte) => byte === 0)).toBe(true);
    expect(bytes.length).toBe(12_288 + 5);
  });

  it('has comments under the names of the table, or as the file spells them', () => {
    const bytes = rendered({
      layout: { ...LAYOUT, kept: [] },
      tags: { title: ['é'], totaltracks: ['12'], own: ['a', 'b'], 'x=y\u591c': ['z'] },
    });
    const comment = (text: string): Buffer => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(Buffer.byteLength(text));
      return Buffer.concat([length, Buffer.from(text)]);
    };
    const body = Buffer.concat([
      comment('v'),
      Buffer.from([5, 0, 0, 0]),
      ...['TITLE=é', 'TRACKTOTAL=12', 'Own=a', 'Own=b', 'X_Y_=z'].map(comment),
    ]);
    expect(bytes.subarray(4, 8).toString('hex')).toBe(`040000${body.length.toString(16).padStart(2, '0')}`);
    expect(bytes.subarray(8, 8 + body.length)).toEqual(body);
  });

  it('has pictures behind all blocks of the original', () => {
    const bytes = rendered({ layout: { ...LAYOUT, kept: [] }, pictures: [coverOf(7)] });
    const at = 4 + EMPTY_COMMENTS.length / 2;
    const head = `0000000300000009${Buffer.from('image/png').toString('hex')}00000002c3a9`;
    const numbers = '0000010200000304000000180000000000000007';
    const length = (head.length + numbers.length) / 2 + 7;
    expect(bytes.subarray(at, at + 4 + length).toString('hex')).toBe(
      `06${length.toString(16).padStart(6, '0')}${head}${numbers}${Buffer.from('picture').toString('hex')}`,
    );
  });

  it('leaves out a picture that no block can hold', () => {
    const head = 32 + 'image/png'.length + 2;
    const longest = 0xff_ffff - head;
    const sizeWith = (length: number): number =>
      planFlac({ layout: LAYOUT, tags: {}, pictures: [coverOf(length)] }).size;
    expect(sizeWith(longest)).toBeGreaterThan(0xff_ffff);
    expect(sizeWith(longest + 1)).toBe(12_288 + 5);
  });

  it('keeps its length while the content fits', () => {
    const content = 4 + EMPTY_COMMENTS.length / 2;
    const layout = { ...LAYOUT, kept: [] };
    for (const [minimum, length] of [
      [content + 4, content + 4],
      [content + 3, 12_288],
      [5000, 5000],
    ] as const) {
      expect(planFlac({ layout, tags: {}, pictures: [], minimumHeaderLength: minimum }).headerLength).toBe(length);
    }
    const smallest = rendered({ layout, minimumHeaderLength: content + 4 });
    expect(smallest.subarray(content, content + 4).toString('hex')).toBe('81000000');
  });

  it.each([0, 1, 2, 3, 4, 5])('fills more than a block can hold by several, %i bytes more', (more) => {
    const content = 4 + EMPTY_COMMENTS.length / 2;
    const minimum = content + 4 + 0xff_ffff + more;
    const plan = planFlac({
      layout: { ...LAYOUT, kept: [], audio: range(0, 0) },
      tags: {},
      pictures: [],
      minimumHeaderLength: minimum,
    });
    const bytes = renderPlan(plan, ORIGINAL);
    expect(bytes.length).toBe(minimum);
    const blocks: [number, number][] = [];
    for (let at = content; at < bytes.length; at += 4 + bytes.readUIntBE(at + 1, 3)) {
      blocks.push([bytes[at] as number, bytes.readUIntBE(at + 1, 3)]);
    }
    const first = more === 0 ? 0xff_ffff : Math.min(0xff_ffff, 0xff_ffff + more - 4);
    expect(blocks).toEqual(
      more === 0
        ? [[0x81, first]]
        : [
            [0x01, first],
            [0x81, 0xff_ffff + more - first - 4],
          ],
    );
  });
});
