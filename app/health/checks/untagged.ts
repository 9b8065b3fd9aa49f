/** Tracks without artist or title. */
import { EFFECTIVE_TAGS } from '../../library/query/field-columns.ts';
import type { HealthCheck } from '../check.ts';
import { fileFinder } from '../row-finder.ts';

const NO_ARTIST = "track.artist = ''";
const NO_TITLE = `coalesce(json_extract(${EFFECTIVE_TAGS}, '$.title[0]'), '') = ''`;

export const untagged: HealthCheck = {
  name: 'untagged',
  group: 'tags',
  severity: 'warning',
  words: {
    title: 'Tracks without artist or title',
    one: 'track has no artist or no title',
    several: 'tracks have no artist or no title',
    advice: 'name them: descant edit id:TRACK artist=… title=…',
  },
  finder: {
    ...fileFinder(
      `track.present = 1 AND file.error IS NULL AND (${NO_ARTIST} OR ${NO_TITLE})`,
      `iif(${NO_ARTIST}, iif(${NO_TITLE}, 'neither artist nor title', 'no artist'), 'no title')`,
    ),
    key: 'track.id',
  },
};
