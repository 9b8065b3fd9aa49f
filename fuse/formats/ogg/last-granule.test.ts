import { describe, expect, it } from 'vitest';
import { lacingOf, oggPage, SERIAL } from '../testing/ogg-bytes.ts';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { lastGranule } from './last-granule.ts';
import { LONGEST_PAGE } from './pages.ts';

const NO_POSITION = 2n ** 64n - 1n;

const last = (...parts: Buffer[]): number => lastGranule(new Window(strictSource(Buffer.concat(parts))), SERIAL);
const page = (granule: bigint, body = 'packet', serial = SERIAL): Buffer =>
  oggPage(lacingOf(body.length), body, { granule, serial });
/** A page that is as long as pages can be. */
const longest = (granule: bigint): Buffer =>
  oggPage(Array<number>(255).fill(255), Buffer.alloc(255 * 255), { granule });

describe('the last granule position', () => {
  it('is that of the last page', () => {
    expect(last(page(100n), page(200n), page(300n))).toBe(300);
    expect(last(page(300n), page(0n))).toBe(0);
  });

  it('has 64 bits', () => {
    expect(last(page(5n * 2n ** 32n + 7n))).toBe(5 * 2 ** 32 + 7);
  });

  it('is not on a page on which no packet ends, which has all bits set', () => {
    expect(last(page(100n), page(NO_POSITION), page(NO_POSITION))).toBe(100);
    expect(last(page(100n), page(2n ** 32n - 1n))).toBe(2 ** 32 - 1);
    expect(last(page(100n), page((2n ** 32n - 1n) * 2n ** 32n))).toBe((2 ** 32 - 1) * 2 ** 32);
  });

  it('is unknown where the last page belongs to another stream', () => {
    expect(last(page(100n), page(200n, 'packet', SERIAL + 1))).toBe(-1);
    expect(last(page(200n, 'packet', SERIAL + 1), page(100n))).toBe(100);
  });

  it('is unknown where there is no page', () => {
    expect(last(Buffer.alloc(0))).toBe(-1);
    expect(last(Buffer.alloc(100))).toBe(-1);
    expect(last(page(NO_POSITION))).toBe(-1);
  });

  it('is not where the name of a page stands in a packet', () => {
    const other = `OggS\u0001${'x'.repeat(40)}`;
    expect(last(page(100n, other))).toBe(100);
    // The name, and less behind it than the header of a page has.
    expect(last(page(100n, 'OggS\0'))).toBe(100);
    expect(last(page(100n, `OggS\0${'\0'.repeat(21)}`))).toBe(100);
  });

  it('may stand in a page without segments, which ends with its header', () => {
    const empty = oggPage([], '', { granule: 200n });
    expect(empty).toHaveLength(27);
    expect(last(page(100n), empty)).toBe(200);
  });

  it('takes one read where it is in the last 8 KiB, and two where it is before', () => {
    for (const [length, reads] of [
      [8192, 1],
      [8193, 2],
    ] as const) {
      const body = length - 27 - 32;
      const source = strictSource(
        Buffer.concat([Buffer.alloc(10_000), oggPage(lacingOf(body), Buffer.alloc(body), { granule: 9n })]),
      );
      expect(source.size).toBe(10_000 + length);
      expect(lastGranule(new Window(source), SERIAL)).toBe(9);
      expect(source.reads).toBe(reads);
    }
  });

  it('is looked for further in front where the last 8 KiB begin with a page that says none', () => {
    const body = 8192 - 27 - 32;
    const silent = oggPage(lacingOf(body), Buffer.alloc(body), { granule: NO_POSITION });
    expect(silent).toHaveLength(8192);
    expect(last(page(100n), silent)).toBe(100);
  });

  it('is found behind the two longest pages of the end, and not looked for before', () => {
    expect(last(Buffer.alloc(99), longest(50n), longest(NO_POSITION))).toBe(50);
    expect(last(Buffer.alloc(99), longest(50n), longest(NO_POSITION), Buffer.alloc(1))).toBe(-1);
    expect(longest(0n)).toHaveLength(LONGEST_PAGE);
  });
});
