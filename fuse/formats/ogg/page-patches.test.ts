import { describe, expect, it } from 'vitest';
import { lacingOf, oggPage, type OggPage } from '../testing/ogg-bytes.ts';
import { strictSource } from '../testing/sources.ts';
import { applyPatches, pagePatches, type PagePatches } from './page-patches.ts';

/** Three pages of 35, 29 and 27 bytes, as a stream that begins with this number has them. */
function pages(sequence: number): Buffer {
  const page = (index: number, lacing: number[], body: string, fields: OggPage = {}): Buffer =>
    oggPage(lacing, body, { sequence: (sequence + index) >>> 0, ...fields });
  return Buffer.concat([
    page(0, lacingOf(7), 'packet.', { granule: 5n }),
    page(1, [0, 0], '', { flags: 1 }),
    page(2, [], '', { flags: 4, serial: 9 }),
  ]);
}

const ENDS = [35, 64, 91];

const patchesOf = (bytes: Buffer, offset: number, shift: number, length = bytes.length - offset): PagePatches =>
  pagePatches(strictSource(bytes), { offset, length }, shift);

/** All of `bytes` with its patches. */
function patched(bytes: Buffer, offset: number, shift: number): Buffer {
  const result = Buffer.from(bytes);
  applyPatches(result, 0, patchesOf(bytes, offset, shift));
  return result;
}

describe('the patches of pages', () => {
  it.each([1, -1, 300, -(2 ** 20), 2 ** 31])(
    'make them what they would be had they been numbered %d higher',
    (shift) => {
      const [before, after] = [2 ** 21, 2 ** 21 + shift];
      const front = Buffer.from('header');
      expect(patched(Buffer.concat([front, pages(before)]), 6, shift)).toEqual(Buffer.concat([front, pages(after)]));
    },
  );

  it('go on with the lowest number behind the highest, and back', () => {
    expect(patched(pages(0xffff_fffe), 0, 5)).toEqual(pages(3));
    expect(patched(pages(1), 0, -3)).toEqual(pages(0xffff_fffe));
  });

  it('stand where each page has its number, eight bytes each', () => {
    const { positions, bytes } = patchesOf(Buffer.concat([Buffer.alloc(100), pages(1)]), 100, 1);
    expect([...positions]).toEqual([118, 118 + 35, 118 + 64]);
    expect(bytes).toHaveLength(24);
  });

  it('leave alone what is no whole page, in a longer file or at its end', () => {
    const bytes = pages(1);
    expect(bytes).toHaveLength(91);
    for (let length = 0; length <= bytes.length; length += 1) {
      const whole = ENDS.filter((end) => end <= length).length;
      expect(patchesOf(bytes, 0, 1, length).positions).toHaveLength(whole);
      expect(patchesOf(bytes.subarray(0, length), 0, 1).positions).toHaveLength(whole);
    }
  });

  it('are found in a page whose lengths are read apart from its header', () => {
    const body = 4096 - 27 - 27 - 16;
    const stream = (sequence: number): Buffer =>
      Buffer.concat([
        oggPage(lacingOf(body), Buffer.alloc(body), { sequence }),
        oggPage([100, 100], Buffer.alloc(200), { sequence: sequence + 1 }),
        oggPage([1], 'x', { sequence: sequence + 2 }),
      ]);
    expect(stream(1).toString('latin1', 4096 - 27, 4096 - 23)).toBe('OggS');
    expect(patched(stream(1), 0, 1).equals(stream(2))).toBe(true);
  });

  it('end where something else begins', () => {
    const bytes = Buffer.concat([pages(1), Buffer.from('OggT'), Buffer.alloc(100), pages(4)]);
    expect(patchesOf(bytes, 0, 1).positions).toHaveLength(3);
    expect(patchesOf(bytes, 3, 1).positions).toHaveLength(0);
  });
});

describe('a range of patched pages', () => {
  it('has the same bytes wherever it begins and ends', () => {
    const bytes = pages(1);
    const patches = patchesOf(bytes, 0, 5);
    const whole = pages(6);
    for (let from = 0; from <= bytes.length; from += 1) {
      for (let to = from; to <= bytes.length; to += 1) {
        const part = Buffer.from(bytes.subarray(from, to));
        applyPatches(part, from, patches);
        if (!part.equals(whole.subarray(from, to))) expect.fail(`other bytes in [${from}, ${to})`);
      }
    }
  });

  it('is as it is in the file where no pages are renumbered', () => {
    const part = Buffer.from('abc');
    applyPatches(part, 5, { positions: new Float64Array(), bytes: new Uint8Array() });
    expect(part).toEqual(Buffer.from('abc'));
  });
});
