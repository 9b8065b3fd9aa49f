import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  BANDS,
  FARTHEST_PAIR,
  NAMES_BESIDE_SOUND,
  OTHER_LENGTH,
  RELEASE_WEIGHTS,
  RIVAL,
  RIVAL_EDITION,
  SAME_LENGTH,
  TRACK_WEIGHTS,
} from './weights.ts';

const text = readFileSync(new URL('../../../docs/identification.md', import.meta.url), 'utf8');

it('are those of the documentation', () => {
  const rows = [...text.matchAll(/^\| (\w+) \| ([\d.]+) \|$/gm)].map(([, name, weight]) => [name, Number(weight)]);
  expect(rows).toEqual([...Object.entries(TRACK_WEIGHTS), ...Object.entries(RELEASE_WEIGHTS)]);
});

it('come with the thresholds of the documentation', () => {
  const words = text.replace(/\s+/g, ' ');
  expect(words).toContain(`farther apart than ${FARTHEST_PAIR} are no pair`);
  expect(words).toContain(`within ${SAME_LENGTH} seconds are the same, from ${OTHER_LENGTH} seconds on`);
  expect(words).toContain(`names in the tags count ${NAMES_BESIDE_SOUND} of their weight`);
  expect(words).toContain(`| \`certain\` | the score is at least ${BANDS.certain},`);
  expect(words).toContain(`same release group is within ${RIVAL_EDITION} |`);
  expect(words).toContain(`| \`likely\` | the score is at least ${BANDS.likely} |`);
  expect(words).toContain(
    `| \`ambiguous\` | the score is at least ${BANDS.ambiguous}, or a release of another release group is within ${RIVAL} |`,
  );
});
