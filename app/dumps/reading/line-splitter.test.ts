import { expect, it } from 'vitest';
import { LineSplitter, type LinePlace } from './line-splitter.ts';

/** The lines of a stream that comes in pieces of some bytes. */
function linesOf(text: string, piece: number, limit = 100, place?: LinePlace) {
  const splitter = new LineSplitter(limit, place);
  const bytes = Buffer.from(text);
  const found: { number: number; text: string | null; end: number }[] = [];
  for (let at = 0; at < bytes.length; at += piece) {
    for (const line of splitter.lines(bytes.subarray(at, at + piece))) {
      found.push({ number: line.number, text: line.bytes?.toString() ?? null, end: line.end });
    }
  }
  const last = splitter.last();
  if (last) found.push({ number: last.number, text: last.bytes?.toString() ?? null, end: last.end });
  return found;
}

it.each([1, 2, 3, 5, 100])('finds the same lines in pieces of %d bytes', (piece) => {
  expect(linesOf('one\n\nthree\nfour', piece)).toEqual([
    { number: 1, text: 'one', end: 4 },
    { number: 2, text: '', end: 5 },
    { number: 3, text: 'three', end: 11 },
    { number: 4, text: 'four', end: 15 },
  ]);
});

it.each([1, 4, 100])('drops lines beyond the limit, and reads on behind them, in pieces of %d bytes', (piece) => {
  expect(linesOf('1234\n12345\n1\n123456', piece, 4)).toEqual([
    { number: 1, text: '1234', end: 5 },
    { number: 2, text: null, end: 11 },
    { number: 3, text: '1', end: 13 },
    { number: 4, text: null, end: 19 },
  ]);
});

it.each([1, 7, 100])('goes on behind the lines that were read before, in pieces of %d bytes', (piece) => {
  expect(linesOf('one\ntwo\nthree\n', piece, 100, { offset: 8, lines: 2 })).toEqual([
    { number: 3, text: 'three', end: 14 },
  ]);
});

it('tells that a stream is shorter than what was read before', () => {
  const splitter = new LineSplitter(10, { offset: 5, lines: 1 });
  expect([...splitter.lines(Buffer.from('1\n'))]).toEqual([]);
  expect(splitter.isBehindStart).toBe(false);
  expect([...splitter.lines(Buffer.from('23\n'))]).toEqual([]);
  expect(splitter.isBehindStart).toBe(true);
});

it('holds no bytes of a line that is too long', () => {
  const splitter = new LineSplitter(1000);
  const chunk = Buffer.alloc(1 << 20, 'x');
  const before = process.memoryUsage().arrayBuffers;
  for (let i = 0; i < 500; i += 1) expect([...splitter.lines(chunk)]).toEqual([]);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 << 20);
  expect(splitter.last()).toEqual({ number: 1, bytes: null, end: 500 << 20 });
});
