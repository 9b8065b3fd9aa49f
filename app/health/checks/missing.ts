/** Files that are not where they were. Those of a folder that was taken out of the library are not reported. */
import type { HealthCheck } from '../check.ts';
import { fileFinder } from '../row-finder.ts';

export const missing: HealthCheck = {
  name: 'missing',
  group: 'files',
  severity: 'error',
  words: {
    title: 'Missing files',
    one: 'file is missing',
    several: 'files are missing',
    advice:
      'put the files back or plug in their disk, then run descant scan; their edits and history are kept for them',
  },
  finder: fileFinder(
    'file.missing_since IS NOT NULL AND folder.root_id IS NOT NULL',
    "'the file is not where it was'",
    'file.missing_since',
  ),
};
