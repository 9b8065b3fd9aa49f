/** Albums of which tracks are missing, as their numbers and totals tell. */
import { completenessOf } from '../../library/catalogue/completeness.ts';
import type { HealthCheck } from '../check.ts';

/** So many gaps are named. */
const MOST_NAMED = 8;

export const gaps: HealthCheck = {
  name: 'gaps',
  group: 'albums',
  severity: 'notice',
  words: {
    title: 'Incomplete albums',
    one: 'album lacks tracks or discs',
    several: 'albums lack tracks or discs',
    advice: 'add the tracks and run descant scan; or mend the numbers, where those are wrong',
  },
  finder: {
    kind: 'albums',
    find: ({ tracks }) => {
      const { missingDiscs, gaps: found } = completenessOf(tracks);
      const named = [
        ...found.flatMap(({ disc, numbers }) =>
          numbers.map(([from, to]) => {
            const of = disc === null || (found.length === 1 && disc === 1) ? '' : ` of disc ${disc}`;
            return `track ${from === to ? from : `${from} to ${to}`}${of}`;
          }),
        ),
        ...missingDiscs.map((disc) => `disc ${disc}`),
      ];
      if (named.length === 0) return null;
      const more = named.length - MOST_NAMED;
      return `not there: ${named.slice(0, MOST_NAMED).join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
    },
  },
};
