/** The rule of a smart playlist or of a saved search: how it is stored, what it may say, and which part of it rules. */
import type { PlaylistRule } from '../../model/playlists.ts';
import { parseQuery } from '../query/parse.ts';
import type { ParsedQuery } from '../query/rule.ts';

/** A rule that asks for all tracks in the usual order. */
export const ALL_TRACKS: PlaylistRule = { query: '', sort: [], limit: null, seed: null };

/** What a rule asks for, after its query is read. */
export interface RulingParts extends Pick<ParsedQuery, 'rule' | 'sort'> {
  readonly limit: PlaylistRule['limit'];
  readonly seed: number | null;
}

/** A query's own sorting, seed and limit go before those of the rule. @throws QueryError */
export function rulingParts({ query, sort, limit, seed }: PlaylistRule): RulingParts {
  const parsed = parseQuery(query);
  return {
    rule: parsed.rule,
    sort: parsed.sort.length > 0 ? parsed.sort : sort,
    limit: parsed.limit === null ? limit : { count: parsed.limit, unit: 'tracks' },
    seed: parsed.seed ?? seed,
  };
}

/** The column for a rule: equal for equal rules. */
export function ruleToColumn(rule: PlaylistRule | null): string | null {
  if (rule === null) return null;
  const { query, sort, limit, seed } = rule;
  return JSON.stringify({
    query,
    sort: sort.map(({ field, descending }) => ({ field, descending })),
    limit: limit && { count: limit.count, unit: limit.unit },
    seed,
  });
}

export function ruleFromColumn(column: string | null): PlaylistRule | null {
  return column === null ? null : (JSON.parse(column) as PlaylistRule);
}
