import { expect, it } from 'vitest';
import { thumbnail } from './thumbnail.ts';

it('names the smallest picture that fills the square', () => {
  expect(thumbnail('/art/track/7?v=2', 34, 1)).toBe('/art/track/7?v=2&size=96');
  expect(thumbnail('/art/track/7?v=2', 96, 1)).toBe('/art/track/7?v=2&size=96');
  expect(thumbnail('/art/track/7?v=2', 97, 1)).toBe('/art/track/7?v=2&size=256');
  expect(thumbnail('/art/abc', 200, 2)).toBe('/art/abc?size=512');
});

it('names the largest picture for larger squares', () => {
  expect(thumbnail('/art/abc', 4000, 2)).toBe('/art/abc?size=1024');
});
