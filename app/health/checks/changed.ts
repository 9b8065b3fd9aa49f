/** Originals that changed after the scan, so that the mount cannot serve them. */
import type { HealthCheck } from '../check.ts';
import { fileFinder } from '../row-finder.ts';

export const changed: HealthCheck = {
  name: 'changed',
  group: 'mount',
  severity: 'error',
  words: {
    title: 'Changed originals',
    one: 'original changed after the scan and cannot be served by the mount',
    several: 'originals changed after the scan and cannot be served by the mount',
    advice:
      'run descant scan, which reads these files again; if they still cannot be served, look at them with descant verify --deep',
  },
  finder: {
    ...fileFinder(
      'file.missing_since IS NULL',
      'mount_problem.message',
      'mount_problem.at',
      'JOIN mount_problem ON mount_problem.track_id = track.id',
    ),
    key: 'track.id',
  },
};
