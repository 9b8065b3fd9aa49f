import { expect, it } from 'vitest';
import { comparisonWords, stretchWords } from './comparison-words.ts';

const stretch = { start: 4, otherStart: 0, length: 43.7, errorRate: 0.0312, speed: 1 };
const match = { kind: 'same', score: 0.934, offset: -4, length: 43.7, stretches: [stretch] } as const;

it('words say what two sounds are to each other, and how alike', () => {
  expect(comparisonWords({ match, acoustid: 0.62 }, 'A')).toEqual([
    'The same recording',
    'alike by 93 % where they are the same; AcoustID’s score 62 of 100',
  ]);
  expect(comparisonWords({ match: { ...match, kind: 'related', stretches: [] }, acoustid: 0.5 }, 'A')).toEqual([
    'Related: they share a part, or are versions of one piece',
  ]);
  expect(comparisonWords({ match: null, acoustid: 0 }, 'A')).toEqual(['Two recordings without a common part']);
  expect(comparisonWords({ problem: 'It is silent.' }, 'A')).toEqual(['It is silent.']);
  expect(comparisonWords(null, 'A')).toEqual(['Comparing it with A …']);
});

it('a stretch is told by its places in both sounds', () => {
  const sound = { id: 1, name: 'FLAC', lossless: true };
  expect(
    stretchWords(stretch, { ...sound, letter: 'A', duration: 48 }, { ...sound, letter: 'C', duration: 44.2 }),
  ).toBe('A 0:04–0:48 is C 0:00–0:44, 3.1 % of the bits differ');
});
