import { expect, it } from 'vitest';
import { isModestJson } from './json-size.ts';

const modest = (text: string, most = 100_000): boolean => isModestJson(Buffer.from(text), most);

it('lets short lines pass, and long ones with few values', () => {
  expect(modest('['.repeat(60_000), 1)).toBe(true);
  expect(modest(JSON.stringify({ text: 'x'.repeat(100_000) }), 10)).toBe(true);
  expect(modest(JSON.stringify(Array.from({ length: 50_000 }, () => 1)), 50_001)).toBe(true);
});

it('refuses many values, and deep nesting', () => {
  expect(modest(JSON.stringify(Array.from({ length: 50_000 }, () => 1)), 49_999)).toBe(false);
  expect(modest('{},'.repeat(30_000), 50_000)).toBe(false);
  expect(modest('['.repeat(70_000))).toBe(false);
  expect(modest(`${'['.repeat(100)}${']'.repeat(100)}${' '.repeat(70_000)}`)).toBe(true);
  expect(modest(`${'['.repeat(101)}${']'.repeat(101)}${' '.repeat(70_000)}`)).toBe(false);
});

it('leaves signs inside of texts out', () => {
  expect(modest(JSON.stringify({ text: '[{,"\\'.repeat(20_000) }), 10)).toBe(true);
  expect(modest(`"${'\\"'.repeat(40_000)}",${'[],'.repeat(20)}`, 10)).toBe(false);
});
