/** Tracks with edits that the mount cannot show. Its SQL function comes from `registerUnshownEdits`. */
import { HAS_UNSHOWN_EDITS } from '../../library/unshown-edits.ts';
import type { HealthCheck } from '../check.ts';
import { fileFinder, READABLE } from '../row-finder.ts';

export const unshown: HealthCheck = {
  name: 'unshown',
  group: 'mount',
  severity: 'warning',
  words: {
    title: 'Edits that the mount cannot show',
    one: 'track has edits that the mount cannot show',
    several: 'tracks have edits that the mount cannot show',
    advice:
      'Descant has the edits, and the mount shows the file unchanged: convert or repair the file (ffmpeg -i FILE -c copy NEW does both for most), put it in its place and run descant scan',
  },
  finder: {
    ...fileFinder(
      `${READABLE} AND ${HAS_UNSHOWN_EDITS}`,
      "'no header can be written for this file, so the mount does not show its edits'",
      'track.edited_at',
    ),
    key: 'track.id',
  },
};
