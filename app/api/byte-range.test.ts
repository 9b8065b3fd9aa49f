import { describe, expect, it } from 'vitest';
import { firstByteOf, parseRange } from './byte-range.ts';

describe('ranges of a file of 100 bytes', () => {
  it.each([
    [undefined, { kind: 'all' }],
    ['bytes=0-', { kind: 'part', start: 0, end: 99 }],
    ['bytes=10-19', { kind: 'part', start: 10, end: 19 }],
    ['bytes=90-200', { kind: 'part', start: 90, end: 99 }],
    ['bytes=-10', { kind: 'part', start: 90, end: 99 }],
    ['bytes=-1000', { kind: 'part', start: 0, end: 99 }],
    ['bytes=100-', { kind: 'unsatisfiable' }],
    ['bytes=-0', { kind: 'unsatisfiable' }],
    ['bytes=20-10', { kind: 'all' }],
    ['bytes=0-1,5-6', { kind: 'all' }],
    ['bytes=-', { kind: 'all' }],
    ['lines=1-2', { kind: 'all' }],
  ])('%s', (header, expected) => {
    expect(parseRange(header, 100)).toEqual(expected);
  });
});

it.each([
  [undefined, 0],
  ['bytes=0-', 0],
  ['bytes=17-', 17],
  [' bytes=17-20 ', 17],
  ['bytes=-20', null],
  ['bytes=-', 0],
  ['lines=3-', 0],
])('tells the first byte of %s before the size is known', (header, first) => {
  expect(firstByteOf(header)).toBe(first);
});
