/** Files that could not be analysed, because their sound does not decode. */
import { NEEDS_ATTENTION } from '../../analysis/stored-analyses.ts';
import type { HealthCheck } from '../check.ts';
import { fileFinder, READABLE } from '../row-finder.ts';

export const unanalysed: HealthCheck = {
  name: 'unanalysed',
  group: 'sound',
  severity: 'error',
  words: {
    title: 'Files that could not be analysed',
    one: 'file could not be analysed',
    several: 'files could not be analysed',
    advice:
      'play the file: it may be damaged, and descant verify --deep says more; it is analysed again when it has changed, or with "Try again" in the app',
  },
  finder: fileFinder(
    `${NEEDS_ATTENTION} AND ${READABLE}`,
    'analysis.error',
    'analysis.analysed_at',
    'JOIN analysis ON analysis.file_id = file.id',
  ),
};
