import { expect, it } from 'vitest';
import { decibels } from './decibels.ts';

it('gives a gain its sign and one decimal, and nothing a sign that is nothing', () => {
  expect(decibels(-5.84)).toBe('−5.8 dB');
  expect(decibels(2.5)).toBe('+2.5 dB');
  expect(decibels(0)).toBe('0.0 dB');
  expect(decibels(-0.04)).toBe('0.0 dB');
});
