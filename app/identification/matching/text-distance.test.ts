import { expect, it } from 'vitest';
import { comparedText, textDistance } from './text-distance.ts';

const between = (a: string, b: string): number => textDistance(comparedText(a), comparedText(b));

it.each([
  ['Harbour Lights', 'harbour lights'],
  ['Salt & Copper', 'Salt and Copper'],
  ['Lamp_Oil', 'Lamp Oil'],
  ['Nattsvømmer', 'nattsvommer'],
  ['Breakwater, The', 'The Breakwater'],
  ["Don't", 'Don’t'],
  ['???', '???'],
])('%s is %s', (a, b) => {
  expect(between(a, b)).toBe(0);
});

it('counts letters of the longer text', () => {
  expect(between('Last Fery', 'Last Ferry')).toBeCloseTo(1 / 10);
  expect(between('abc', 'xyz')).toBe(1);
  expect(between('', 'Salt')).toBe(1);
  expect(between('', '')).toBe(0);
});

it('counts a remark at the end little', () => {
  expect(between('Copper (Remastered 2011)', 'Copper')).toBe(0.1);
  expect(between('Copper [live]', 'Copper (demo)')).toBe(0.1);
  expect(between('Copper (Remastered 2011)', 'Silver')).toBeGreaterThan(0.5);
});

it('takes a title in brackets as it is', () => {
  expect(between('(Untitled)', 'Untitled')).toBe(0);
});
