/** What is wrong with an original, in a word. */
import type { OriginalProblem } from '../../app/model/originals.ts';
import type { Text } from '../words/text.ts';

export const PROBLEMS: Readonly<Record<OriginalProblem['problem'], Text>> = {
  changed: 'changed',
  missing: 'missing',
  unreadable: 'unreadable',
  'broken-tags': 'broken tags',
  damaged: 'damaged',
};
