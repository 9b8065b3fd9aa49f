/** From the text of a query to SQL, with its limit and its order. */
import type { Connection } from '../../storage/connection.ts';
import { PlaylistConditions } from '../playlists/playlist-conditions.ts';
import { among, tablesFor, type PlaylistSource, type QueryCondition, type Scope } from './condition.ts';
import { parseQuery } from './parse.ts';
import { QueryError, type SortTerm } from './rule.ts';
import { compileRule, compileSort, indexOfSort } from './sql.ts';
import { scopeOf } from './value-conditions.ts';
import type { CustomFields } from './unknown-fields.ts';

export interface CompiledQuery {
  readonly condition: QueryCondition;
  readonly order: string;
  /** The index in whose order, or part of it, the tracks can be looked through; null for none. */
  readonly index: string | null;
}

export interface CompileOptions {
  /** For a query that has none of its own. */
  readonly sort?: readonly SortTerm[];
  /** To refuse fields that no track has; null to leave them. */
  readonly fields?: CustomFields | null;
  /** That of queries of the whole library where it is left out. */
  readonly scope?: Scope;
}

/**
 * The query's own sorting goes before `sort`. A limit is part of the condition: it takes the first tracks in that order.
 * @throws QueryError
 */
export function compileQuery(
  connection: Connection,
  text: string,
  { sort = [], fields = null, scope = scopeOf(connection) }: CompileOptions = {},
): CompiledQuery {
  const parsed = parseQuery(text);
  fields?.check(parsed.rule, text);
  const playlists = new PlaylistConditions(connection);
  playlists.check(parsed.rule, text);
  const condition = compileRule(parsed.rule, playlists, scope);
  const terms = parsed.sort.length > 0 ? parsed.sort : sort;
  const order = compileSort(terms, parsed.seed);
  const index = condition.isPresent ? indexOfSort(terms, parsed.seed) : null;
  if (parsed.limit === null) return { condition, order, index };
  const { sql, values } = condition;
  const first = `SELECT track.id FROM ${tablesFor(sql + order)} WHERE ${sql} ORDER BY ${order} LIMIT ${parsed.limit}`;
  return { condition: { ...among(first, values), isPresent: false }, order, index: null };
}

/** Takes every name. */
const ANY_PLAYLIST: PlaylistSource = { condition: () => ({ sql: '1', values: [] }) };

/** Checks the text of a view's query: tracks come one by one, so that it has no limit. Whether its playlists are there is checked where it is stored. */
export function checkViewQuery(text: string): void {
  const { rule, limit } = parseQuery(text);
  compileRule(rule, ANY_PLAYLIST);
  if (limit !== null) throw new QueryError('the query of a view has no limit', 0);
}
