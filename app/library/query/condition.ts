/** Conditions of SQL on tracks, and the tables that they mention. Values are always bound, never spliced in. */

export interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/**
 * What a condition is made for. Each gives the same answer.
 * - `tracks`: a few given tracks; the work grows with their number.
 * - `library`: all tracks. What many tracks share is looked at once, and not again for each track.
 * - `catalogue`: all tracks, with what `app/library/catalogue` has derived from their tags; only as long as none of it is
 *   out of date (`scopeOf`).
 */
export type Scope = 'tracks' | 'library' | 'catalogue';

/** Where `playlist:` finds tracks: `app/library/playlists/playlist-conditions.ts`. */
export interface PlaylistSource {
  /** @throws QueryError when there is no such playlist */
  condition(named: string): Condition;
}

/** The tables every condition may mention. */
export const TRACK_TABLES =
  'track JOIN file ON file.id = track.file_id LEFT JOIN analysis ON analysis.file_id = track.file_id';

const OTHER_TABLES = /\b(?:file|analysis)\./;

/** The tables that this SQL mentions: without the joins that it does not need, counting all tracks reads one table. */
export function tablesFor(sql: string): string {
  return OTHER_TABLES.test(sql) ? TRACK_TABLES : 'track';
}

export function allOf(conditions: readonly Condition[]): Condition {
  return joined(conditions, ' AND ', '1');
}

export function anyOf(conditions: readonly Condition[]): Condition {
  return joined(conditions, ' OR ', '0');
}

function joined(conditions: readonly Condition[], by: string, empty: string): Condition {
  if (conditions.length === 0) return { sql: empty, values: [] };
  return { sql: `(${conditions.map(({ sql }) => sql).join(by)})`, values: conditions.flatMap(({ values }) => values) };
}

export type Comparison = 'contains' | 'is' | 'matches';

/** SQL: comparison of one text with `?`. `folded` is an expression that is folded already. */
export function compared(how: Comparison, plain: string, folded: string): string {
  if (how === 'contains') return `instr(${folded}, ?) > 0`;
  return how === 'is' ? `${folded} = ?` : `matches(?, ${plain})`;
}
