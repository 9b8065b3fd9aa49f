import { expect, it } from 'vitest';
import { fromJsonColumn, toJsonColumn } from './json-column.ts';

it('keeps null apart from every JSON value', () => {
  expect(toJsonColumn(null)).toBeNull();
  expect(fromJsonColumn(null)).toBeNull();
  for (const value of [[], ['a', 'b'], 0, '', false, { a: null }]) {
    expect(toJsonColumn(value)).toBeTypeOf('string');
    expect(fromJsonColumn(toJsonColumn(value))).toEqual(value);
  }
});
