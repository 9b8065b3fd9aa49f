import { expect, it } from 'vitest';
import { submissionWords } from './submission-words.ts';

it('counts the tracks of each state, in the order in which they go through them', () => {
  expect(submissionWords({ counts: { waiting: 3, sent: 1, pending: 20, imported: 5, refused: 2 } })).toBe(
    '3 to be sent · 1 without an answer · 20 waiting at AcoustID · 5 known to AcoustID · 2 refused',
  );
  expect(submissionWords({ counts: { waiting: 0, sent: 0, pending: 0, imported: 1, refused: 0 } })).toBe(
    '1 known to AcoustID',
  );
});
