/** Files that the scan could not read. */
import type { HealthCheck } from '../check.ts';
import { fileFinder } from '../row-finder.ts';

export const unreadable: HealthCheck = {
  name: 'unreadable',
  group: 'files',
  severity: 'error',
  words: {
    title: 'Unreadable files',
    one: 'file cannot be read',
    several: 'files cannot be read',
    advice: 'put a good copy of the file in its place, or let it be read by you; then run descant scan',
  },
  finder: fileFinder('file.error IS NOT NULL AND file.missing_since IS NULL', 'file.error', 'file.scanned_at'),
};
