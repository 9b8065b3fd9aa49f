/** Albums whose tracks disagree on what is the same for a whole album. */
import { agreeOn } from '../album-fixes.ts';
import { countedValues, mostFrequent } from '../counted-values.ts';
import type { HealthCheck } from '../check.ts';
import type { CheckedAlbum } from '../finders.ts';
import type { CheckedTrack } from '../checked-track.ts';
import type { HealthFix } from '../fix.ts';

/** What a track says; empty where it says nothing, which is no disagreement. */
type Reading = (track: CheckedTrack) => string;

function disagreeing(
  name: string,
  thing: string,
  severity: HealthCheck['severity'],
  read: Reading,
  fix: HealthFix,
  applies: (album: CheckedAlbum) => boolean = () => true,
): HealthCheck {
  return {
    name,
    group: 'albums',
    severity,
    words: {
      title: `Albums with more than one ${thing}`,
      one: `album has more than one ${thing}`,
      several: `albums have more than one ${thing}`,
      advice: `descant health fix ${name} shows what most tracks of each album say`,
    },
    finder: {
      kind: 'albums',
      find: (album) => {
        if (!applies(album)) return null;
        const values = countedValues(album.tracks.map(read));
        return values.size < 2
          ? null
          : mostFrequent(values)
              .map(([value, tracks]) => `${value} (${tracks})`)
              .join(', ');
      },
    },
    fix,
  };
}

/** Compilations give each track the year and the genre of its own. */
const isOfOne = ({ isVarious }: CheckedAlbum): boolean => !isVarious;
const joined =
  (field: string): Reading =>
  ({ tags }) =>
    tags.values(field)?.join('; ') ?? '';

export const albumYear = disagreeing(
  'album-year',
  'year',
  'warning',
  ({ year }) => String(year ?? ''),
  agreeOn('date', 'date', ([date]) => date!.slice(0, 4)),
  isOfOne,
);
export const albumArtist = disagreeing(
  'album-artist',
  'album artist',
  'warning',
  joined('albumartist'),
  agreeOn('albumartist', 'album artist'),
);
export const albumGenre = disagreeing(
  'album-genre',
  'genre',
  'notice',
  joined('genre'),
  agreeOn('genre', 'genre'),
  isOfOne,
);
export const albumDiscTotal = disagreeing(
  'album-disc-total',
  'number of discs',
  'warning',
  ({ totalDiscs }) => String(totalDiscs ?? ''),
  agreeOn('totaldiscs', 'number of discs', ([total]) => String(Number.parseInt(total!, 10))),
);
