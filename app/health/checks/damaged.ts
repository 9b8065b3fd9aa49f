/** Files that play, and whose tags are broken. */
import type { HealthCheck } from '../check.ts';
import { fileFinder } from '../row-finder.ts';

export const damaged: HealthCheck = {
  name: 'damaged',
  group: 'files',
  severity: 'warning',
  words: {
    title: 'Broken tags',
    one: 'file has tags that cannot be read',
    several: 'files have tags that cannot be read',
    advice:
      'these files are shown and played as they are; write the tags of the original anew with a tag editor, then run descant scan',
  },
  finder: fileFinder('file.damage IS NOT NULL AND file.missing_since IS NULL', 'file.damage', 'file.scanned_at'),
};
