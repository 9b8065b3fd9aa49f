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
      const isOneDisc = found.every(({ disc }) => disc === null || disc === 1);
      const lacking = found.flatMap(({ disc, numbers }) =>
        numbers.map(([from, to]) => {
          const range = from === to ? `${from}` : `${from}–${to}`;
          return isOneDisc ? range : `${disc ?? 1}: ${range}`;
        }),
      );
      const discs = some(missingDiscs.map(String));
      if (lacking.length === 0) return missingDiscs.length === 0 ? null : `not there: discs ${discs}`;
      const said = isOneDisc ? `not there: tracks ${some(lacking)}` : `not there: tracks, by disc ${some(lacking)}`;
      return missingDiscs.length === 0 ? said : `${said}; discs ${discs}`;
    },
  },
};

/** The first of them, and whether there are more. */
function some(named: readonly string[]): string {
  return named.slice(0, MOST_NAMED).join(', ') + (named.length > MOST_NAMED ? ' …' : '');
}
