/** The rule of a smart playlist or of a saved search: how it is stored, and what it may say. */
import type { PlaylistRule } from '../../model/playlists.ts';
import { parseQuery } from '../query/parse.ts';
import { compileRule, compileSort } from '../query/sql.ts';
import type { CustomFields } from '../query/unknown-fields.ts';

/** A rule that asks for all tracks in the usual order. */
export const ALL_TRACKS: PlaylistRule = { query: '', sort: [], limit: null, seed: null };

/** @throws QueryError for a query or a sorting that cannot be understood, and for a field that no track has */
export function checkRule({ query, sort }: PlaylistRule, fields: CustomFields): void {
  const { rule } = parseQuery(query);
  fields.check(rule, query);
  compileRule(rule);
  compileSort(sort);
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
