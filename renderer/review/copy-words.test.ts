import { describe, expect, it } from 'vitest';
import { copyWords } from './copy-words.ts';

describe('why copies are not the best', () => {
  it('is said of each but the first', () => {
    const copies = [
      { kind: 'FLAC', reason: null },
      { kind: 'MP3', reason: { reason: 'lossy' } as const },
      { kind: 'OPUS', reason: { reason: 'shorter', seconds: 9 } as const },
    ];
    expect(copyWords(copies)).toBe('The MP3 is lossy; the OPUS is 9 seconds shorter.');
    expect(copyWords(copies.slice(0, 1))).toBe('');
  });

  it('tells copies of one kind apart', () => {
    expect(
      copyWords([
        { kind: 'MP3', reason: null },
        { kind: 'MP3', reason: { reason: 'coded-smaller' } },
      ]),
    ).toBe('The MP3 B is encoded with fewer bits.');
  });
});
