/** Tracks that lack a field which lists, sorting and players go by. */
import type { CheckedTrack } from '../checked-track.ts';
import type { HealthCheck } from '../check.ts';

function lacking(
  name: string,
  field: string,
  thing: string,
  advice: string,
  applies: (track: CheckedTrack) => boolean = () => true,
): HealthCheck {
  return {
    name,
    group: 'tags',
    severity: 'notice',
    words: {
      title: `Tracks without ${thing}`,
      one: `track has no ${thing}`,
      several: `tracks have no ${thing}`,
      advice,
    },
    finder: {
      kind: 'tracks',
      find: (track) => (track.tags.values(field) === null && applies(track) ? `no ${thing}` : null),
    },
  };
}

export const noAlbum = lacking(
  'no-album',
  'album',
  'album',
  'descant act from-path takes it from the names of folders: see descant act',
);
export const noYear = lacking(
  'no-year',
  'date',
  'year',
  'descant edit QUERY year=… gives it to all tracks of a query',
  (track) => track.year === null,
);
export const noGenre = lacking(
  'no-genre',
  'genre',
  'genre',
  'descant edit QUERY genre=… gives it to all tracks of a query',
);
export const noNumber = lacking(
  'no-number',
  'tracknumber',
  'track number',
  'descant act number numbers the tracks of an album, descant act from-path takes numbers from names of files',
  ({ album }) => album !== null,
);
