import { describe, expect, it } from 'vitest';
import { LayoutError } from './layout.ts';
import { strictSource } from './testing/sources.ts';
import { inPlace, MemorySource, Window } from './window.ts';

const BYTES = Buffer.from(Array.from({ length: 10_000 }, (_, i) => i % 251));

function bytesAt(window: Window, position: number, length: number): Buffer {
  const i = window.at(position, length);
  return Buffer.from(window.bytes.subarray(i, i + length));
}

function errorOf(run: () => unknown): LayoutError {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(LayoutError);
    return error as LayoutError;
  }
  throw new Error('nothing was thrown');
}

describe('a window', () => {
  it('shows the bytes of every place', () => {
    const window = new Window(strictSource(BYTES));
    for (const [position, length] of [
      [0, 4],
      [4000, 200],
      [9990, 10],
      [100, 5000],
      [0, 10_000],
      [10_000, 0],
    ] as const) {
      expect(bytesAt(window, position, length)).toEqual(BYTES.subarray(position, position + length));
    }
  });

  it('reads 4096 bytes at once, and again only for bytes that it does not have', () => {
    const source = strictSource(BYTES);
    const window = new Window(source);
    window.at(0, 4);
    window.at(4092, 4);
    expect(source.reads).toBe(1);
    window.at(4093, 4);
    expect(source.reads).toBe(2);
    window.at(4092, 1);
    expect(source.reads).toBe(3);
    window.at(9999, 1);
    window.at(9999, 1);
    expect(source.reads).toBe(4);
  });

  it('takes a plain Uint8Array, too', () => {
    const window = new Window({
      size: 20,
      read: (position, length) => new Uint8Array(BYTES).subarray(position, position + length),
    });
    expect(bytesAt(window, 5, 6)).toEqual(BYTES.subarray(5, 11));
    expect(Buffer.isBuffer(window.bytes)).toBe(true);
  });

  it('says what it covers', () => {
    const window = new Window(strictSource(BYTES));
    const covers = (
      [
        [0, 10_000],
        [0, 10_001],
        [10_000, 0],
        [10_001, 0],
        [-1, 1],
        [5, -1],
        [9996, 4],
        [9997, 4],
      ] as const
    ).map(([position, length]) => window.covers(position, length));
    expect(covers).toEqual([true, false, true, false, false, false, true, false]);
  });

  it('has four characters of magic, or none at the end', () => {
    const window = new Window(strictSource(Buffer.from('xfLaCab')));
    expect([window.magic(1), window.magic(3), window.magic(4), window.magic(-1)]).toEqual(['fLaC', 'aCab', '', '']);
  });

  it('refuses what lies outside the file', () => {
    const window = new Window(strictSource(Buffer.from('abc')));
    const error = errorOf(() => window.at(2, 2));
    expect(error).toMatchObject({ code: 'BAD_LAYOUT', name: 'LayoutError', offset: 2 });
    expect(error.message).toBe('The file ends too early: 2 bytes are expected at 2, but it has only 3.');
    expect(errorOf(() => window.at(-1, 1)).offset).toBe(-1);
  });

  it('refuses a field of more than 32 MiB without reading it', () => {
    const longest = 32 * 1024 * 1024;
    const window = new Window({
      size: 2 * longest,
      read: (_, length) => Buffer.alloc(Math.min(length, longest)),
    });
    expect(window.at(0, longest)).toBe(0);
    expect(errorOf(() => window.at(1, longest + 1)).message).toBe(
      `A field at 1 claims to be ${longest + 1} bytes long.`,
    );
  });

  it('notices a file that has become shorter', () => {
    const window = new Window({ size: 100, read: () => Buffer.alloc(10) });
    expect(window.at(0, 10)).toBe(0);
    const error = errorOf(() => window.at(20, 11));
    expect(error).toMatchObject({ offset: 20, message: 'The file could not be read at 20: it has become shorter.' });
  });

  it('counts the parts of a file: 200 000 at most', () => {
    const window = new Window(strictSource(BYTES));
    for (let i = 0; i < 200_000; i++) window.step();
    expect(errorOf(() => window.step()).message).toBe('The file is made of more than 200000 parts.');
  });
});

it('bytes in memory are a source, and lie in place', () => {
  const source = new MemorySource(BYTES);
  expect(source.size).toBe(10_000);
  expect(source.read(9998, 10)).toEqual(BYTES.subarray(9998));
  expect(inPlace(5, 12)).toEqual([{ offset: 5, length: 7 }]);
});
