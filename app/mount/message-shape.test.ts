import { describe, expect, it } from 'vitest';
import {
  bytes,
  flag,
  integer,
  listOf,
  nullable,
  objectOf,
  oneOf,
  optional,
  recordOf,
  text,
  type Check,
} from './message-shape.ts';

const CASES: readonly (readonly [string, Check<unknown>, good: readonly unknown[], bad: readonly unknown[]])[] = [
  ['a text', text, ['', 'a'], [1, null, undefined, []]],
  ['an integer', integer, [0, -1, 7], [1.5, NaN, Infinity, '1', null, 2n]],
  ['a flag', flag, [true, false], [0, 'true', null]],
  ['bytes', bytes, [new Uint8Array(2), Buffer.from('a')], [[1, 2], 'a', new ArrayBuffer(2)]],
  ['a nullable text', nullable(text), ['a', null], [undefined, 1]],
  ['an optional text', optional(text), ['a', undefined], [null, 1]],
  ['one of two', oneOf(['a', 'b']), ['a', 'b'], ['c', '', null]],
  ['a list', listOf(text), [[], ['a', 'b']], [['a', 1], 'a', { 0: 'a' }, null]],
  ['a record', recordOf(integer), [{}, { a: 1 }], [{ a: '1' }, [1], null, 'a']],
  [
    'an object',
    objectOf<{ a: string; b?: number }>({ a: text, b: optional(integer) as Check<number> }),
    [{ a: '' }, { a: '', b: 1 }, { a: '', more: true }],
    [{}, { a: 1 }, { a: '', b: 'x' }, [], null, undefined, 'a'],
  ],
];

describe.each(CASES)('the check for %s', (_, check, good, bad) => {
  it.each(good.map((value) => [value]))('takes %o', (value) => expect(check(value)).toBe(true));
  it.each(bad.map((value) => [value]))('refuses %o', (value) => expect(check(value)).toBe(false));
});
