import { expect, it } from 'vitest';
import { sameWords } from './same-words.ts';

it('says the most that a copy has in common with the best one', () => {
  expect(sameWords({ sameBytes: true, sameAudio: true })).toBe('the same bytes');
  expect(sameWords({ sameBytes: null, sameAudio: true })).toBe('the same audio; comparing the bytes …');
  expect(sameWords({ sameBytes: false, sameAudio: true })).toBe('the same audio');
  expect(sameWords({ sameBytes: false, sameAudio: false })).toBe('the same recording in another encoding');
});
