/** Albums without a cover, with a cover on some tracks alone, and with several. */
import type { HealthCheck } from '../check.ts';

const FIND =
  'descant art find albumid:ALBUM takes a cover from the folder, descant art set albumid:ALBUM FILE any file';
const COPY = 'descant art copy TRACK albumid:ALBUM gives all tracks of an album the pictures of one';

export const noCover: HealthCheck = {
  name: 'no-cover',
  group: 'covers',
  severity: 'notice',
  words: {
    title: 'Albums without a cover',
    one: 'album has no cover',
    several: 'albums have no cover',
    advice: FIND,
  },
  finder: {
    kind: 'albums',
    find: ({ tracks }) => (tracks.some(({ hasCover }) => hasCover) ? null : 'none of its tracks has a picture'),
  },
};

export const partCover: HealthCheck = {
  name: 'part-cover',
  group: 'covers',
  severity: 'notice',
  words: {
    title: 'Albums with a cover on some tracks',
    one: 'album has a cover on some of its tracks',
    several: 'albums have a cover on some of their tracks',
    advice: COPY,
  },
  finder: {
    kind: 'albums',
    find: ({ tracks }) => {
      const without = tracks.filter(({ hasCover }) => !hasCover).length;
      return without > 0 && without < tracks.length ? `${without} of ${tracks.length} tracks have no picture` : null;
    },
  },
};

export const severalCovers: HealthCheck = {
  name: 'several-covers',
  group: 'covers',
  severity: 'notice',
  words: {
    title: 'Albums with several covers',
    one: 'album has different covers on its tracks',
    several: 'albums have different covers on their tracks',
    advice: COPY,
  },
  finder: {
    kind: 'albums',
    find: ({ tracks }) => {
      const sizes = new Set(tracks.flatMap(({ coverBytes }) => coverBytes ?? []));
      return sizes.size > 1 ? `${sizes.size} different covers` : null;
    },
  },
};
