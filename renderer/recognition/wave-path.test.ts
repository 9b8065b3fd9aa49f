import { expect, it } from 'vitest';
import { wavePath } from './wave-path.ts';

it('a bar stands every four pixels, between the begin and the end of the sound, about the middle', () => {
  const path = wavePath(Float32Array.of(0, 1, 0.5), { from: 100, to: 112, middle: 30, height: 42 });
  expect(path).toBe('M102.0 29.0v2.0M106.0 9.0v42.0M110.0 19.0v22.0');
});

it('a sound that is too short for a bar has one', () => {
  expect(wavePath(Float32Array.of(1), { from: 0, to: 1, middle: 5, height: 8 })).toBe('M2.0 1.0v8.0');
});
