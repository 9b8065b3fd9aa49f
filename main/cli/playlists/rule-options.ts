/** The options that make the rule of a smart playlist, and the rule in words. */
import type { LimitUnit, PlaylistLimit, PlaylistRule } from '../../../app/model/playlists.ts';
import { readNumber, UsageError } from '../command-line.ts';
import { sortTerms } from '../sort-terms.ts';

export const RULE_OPTIONS = {
  query: { type: 'string' },
  sort: { type: 'string' },
  limit: { type: 'string' },
  random: { type: 'string' },
} as const;

type RuleValues = { readonly [Name in keyof typeof RULE_OPTIONS]?: string | undefined };

const UNITS: Readonly<Record<string, LimitUnit>> = { '': 'tracks', min: 'minutes', MB: 'megabytes' };

/**
 * The rule that the options ask for, where they differ from `before`; null without any of them.
 * @throws UsageError
 */
export function ruleOption(values: RuleValues, before: PlaylistRule | null): PlaylistRule | null {
  const { query, sort, limit, random } = values;
  if (query === undefined && sort === undefined && limit === undefined && random === undefined) return null;
  return {
    query: query ?? before?.query ?? '',
    sort: sort === undefined ? (before?.sort ?? []) : sortTerms(sort),
    limit: limit === undefined ? (before?.limit ?? null) : limitOption(limit),
    seed: random === undefined ? (before?.seed ?? null) : seedOption(random),
  };
}

function limitOption(text: string): PlaylistLimit | null {
  if (text === 'none') return null;
  const [, number, unit] = /^(\d+(?:\.\d+)?) ?(|min|MB)$/.exec(text) ?? [];
  const count = Number(number);
  if (unit === undefined || !(count > 0)) {
    throw new UsageError(
      `--limit takes a number of tracks, of minutes such as 90min, of megabytes such as 700MB, or none; not "${text}"`,
    );
  }
  return { count, unit: UNITS[unit]! };
}

function seedOption(text: string): number | null {
  return text === 'none' ? null : readNumber('--random', text, 0, 0xffffffff);
}

/** `genre:jazz, by added-, 50 tracks`. */
export function ruleWords({ query, sort, limit, seed }: PlaylistRule): string {
  const order =
    seed === null
      ? sort.map(({ field, descending }) => (descending ? `${field}-` : field)).join(',')
      : `random ${seed}`;
  return [
    query === '' ? 'all tracks' : query,
    ...(order === '' ? [] : [seed === null ? `by ${order}` : order]),
    ...(limit === null ? [] : [`at most ${limit.count} ${limit.unit}`]),
  ].join(', ');
}
