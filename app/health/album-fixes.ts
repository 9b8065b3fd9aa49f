/** Fixes that give the tracks of an album what most of them say. */
import { setting, UNCHANGED } from '../actions/action.ts';
import type { ActionTrack } from '../actions/action-track.ts';
import { countedValues, mostFrequent } from './counted-values.ts';
import type { HealthFix } from './fix.ts';

/**
 * Gives a field the values that most tracks of the album have. Tracks that agree with these keep their own.
 * @param thing what people call the field
 * @param essence what of the values has to agree
 */
export function agreeOn(
  field: string,
  thing: string,
  essence: (values: readonly string[]) => string = (values) => values.join('\0'),
): HealthFix {
  return {
    summary: `gives all tracks of an album the ${thing} that most of them have`,
    guess: `that the ${thing} of most tracks of an album is right for all of them`,
    takesValue: false,
    isOfAlbums: true,
    prepare: ({ albums }) => {
      const said = new Map<number, string[]>();
      const settled = new Map<number, readonly string[]>();
      const mostOf = (album: number): readonly string[] | null => {
        const known = settled.get(album);
        if (known) return known;
        const [most] = mostFrequent(countedValues(said.get(album) ?? []));
        if (!most) return null;
        const values = JSON.parse(most[0]) as readonly string[];
        settled.set(album, values);
        return values;
      };
      return {
        survey: (track) => {
          const album = albums.get(track.id);
          const values = track.values(field);
          if (album && values) pushTo(said, album.id, JSON.stringify(values));
        },
        change: (track) => {
          const album = albums.get(track.id);
          const most = album ? mostOf(album.id) : null;
          const own = track.values(field);
          if (most === null || (own !== null && essence(own) === essence(most))) return UNCHANGED;
          return setting(field, most);
        },
      };
    },
  };
}

/** Gives tracks without an album artist the artist of the album, as the catalogue knows it. */
export const giveAlbumArtist: HealthFix = {
  summary: 'gives tracks without an album artist that of their album',
  guess: 'that an album belongs to the artist who has most of its tracks, and to various artists where nobody has',
  takesValue: false,
  isOfAlbums: true,
  prepare: ({ albums }) => ({
    change: (track) => {
      const artist = albums.get(track.id)?.artist ?? '';
      return artist === '' || track.values('albumartist') !== null ? UNCHANGED : setting('albumartist', [artist]);
    },
  }),
};

/** What the tracks of a disc, and of an album, say about their numbers. */
interface Numbers {
  readonly totals: string[];
  last: number;
}

/** Gives the tracks of each disc, and the discs of an album, totals that agree and that no number exceeds. */
export const mendTotals: HealthFix = {
  summary: 'gives tracks the totals that fit the tracks and discs that are there',
  guess: 'that an album has as many tracks as most of its tracks say, or as its last number where that is more',
  takesValue: false,
  isOfAlbums: true,
  prepare: ({ albums }) => {
    const known = new Map<string, Numbers>();
    const placesOf = (track: ActionTrack): readonly (readonly [key: string, number: string, total: string])[] => {
      const album = albums.get(track.id);
      if (!album) return [];
      const disc = numberOf(track.first('discnumber')) || 1;
      return [
        [`${album.id}/${disc}`, 'tracknumber', 'totaltracks'],
        [`${album.id}`, 'discnumber', 'totaldiscs'],
      ];
    };
    return {
      survey: (track) => {
        for (const [key, number, total] of placesOf(track)) {
          const numbers = known.get(key) ?? { totals: [], last: 0 };
          known.set(key, numbers);
          numbers.last = Math.max(numbers.last, numberOf(track.first(number)));
          const stated = numberOf(track.first(total));
          if (stated > 0) numbers.totals.push(String(stated));
        }
      },
      change: (track) => ({
        changes: Object.fromEntries(
          placesOf(track).flatMap(([key, , field]) => {
            const total = totalOf(known.get(key)!);
            const isSame = total === null || numberOf(track.first(field)) === total;
            return isSame ? [] : [[field, [String(total)]]];
          }),
        ),
      }),
    };
  },
};

/** Null where no track names a total. */
function totalOf({ totals, last }: Numbers): number | null {
  if (totals.length === 0) return null;
  const fitting = mostFrequent(countedValues(totals)).find(([total]) => Number(total) >= last);
  return fitting ? Number(fitting[0]) : last;
}

/** The number at the beginning of a text; 0 for none. */
function numberOf(text: string): number {
  return Number(/^\s*(\d{1,5})/.exec(text)?.[1] ?? 0);
}

function pushTo(lists: Map<number, string[]>, key: number, value: string): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
