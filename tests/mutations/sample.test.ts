import { expect, test } from 'vitest';
import { sampleOf } from './sample.ts';

const keys = Array.from({ length: 1000 }, (_, number) => `file.ts:${number}:0-${number}:9 BlockStatement {}`);

test('the same seed chooses the same mutants, in whatever order they are listed', () => {
  const sample = sampleOf(keys, 50, 'seed');
  expect(sample).toHaveLength(50);
  expect(new Set(sample).size).toBe(50);
  expect(sampleOf(keys.toReversed(), 50, 'seed')).toEqual(sample);
});

test('another seed chooses others', () => {
  const first = new Set(sampleOf(keys, 50, '1'));
  expect(sampleOf(keys, 50, '2').filter((key) => first.has(key)).length).toBeLessThan(15);
});

test('a larger sample contains the smaller one', () => {
  expect(sampleOf(keys, 200, 'seed').slice(0, 50)).toEqual(sampleOf(keys, 50, 'seed'));
});

test('a sample draws from the whole list evenly', () => {
  const firstHalf = new Set(keys.slice(0, 500));
  const drawn = sampleOf(keys, 300, 'seed').filter((key) => firstHalf.has(key)).length;
  expect(drawn).toBeGreaterThan(120);
  expect(drawn).toBeLessThan(180);
});

test('a sample of more mutants than there are is all of them', () => {
  expect(sampleOf(keys, 5000, 'seed').sort()).toEqual([...keys].sort());
});
