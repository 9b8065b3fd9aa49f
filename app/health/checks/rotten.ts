/** Files whose audio is damaged, as the last `descant verify --deep` of each has found. */
import type { HealthCheck } from '../check.ts';
import { fileFinder, READABLE } from '../row-finder.ts';

export const rotten: HealthCheck = {
  name: 'rotten',
  group: 'sound',
  severity: 'error',
  words: {
    title: 'Files with damaged audio',
    one: 'file has damaged audio',
    several: 'files have damaged audio',
    advice: 'restore the file from a backup, run descant scan, and verify it again with descant verify --deep',
  },
  finder: fileFinder(
    `${READABLE} AND verify_problem.problem = 'damaged'`,
    'verify_problem.message',
    'verify_problem.found_at',
    'JOIN verify_problem ON verify_problem.track_id = track.id',
  ),
};
