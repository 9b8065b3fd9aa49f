import { expect, it } from 'vitest';
import { ATTRIBUTE_NUMBERS, loadBinding, Question } from './native-binding.ts';
import { sourceHash } from './driver-files.mjs';

it('the driver is loaded with all its functions, built from the sources here', () => {
  const binding = loadBinding();
  expect(binding.builtFrom).toBe(`descant-driver-built-from:${sourceHash()}`);
  expect(Object.keys(binding).toSorted()).toEqual(
    [
      'builtFrom',
      'createPlan',
      'divert',
      'dropListing',
      'finish',
      'forget',
      'hasListing',
      'mount',
      'offerListing',
      'replyAbsent',
      'replyAttributes',
      'replyCreate',
      'replyData',
      'replyEntry',
      'replyError',
      'replyListing',
      'replyOpen',
      'replyWritten',
      'retire',
      'setStatistics',
      'unmount',
    ].toSorted(),
  );
});

it('questions have numbers of their own, and nodes nine', () => {
  const numbers = Object.values(Question);
  expect(numbers).toEqual(numbers.map((_, index) => index));
  expect(ATTRIBUTE_NUMBERS).toBe(9);
});
