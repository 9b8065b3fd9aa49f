/** Conditions of SQL on tracks, and the tables that they mention. Values are always bound, never spliced in. */

export interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
  /** SQL of a query for the ids of the tracks, of which `sql` says the same. It takes the same values. */
  readonly ids?: string;
  /** Whether it reads nothing of a track but what the index `track_totals` has. */
  readonly isNarrow?: boolean;
}

/** What a whole query asks of tracks. */
export interface QueryCondition extends Condition {
  /** Whether it asks for tracks whose file is there, so that the indexes of these can be used. */
  readonly isPresent: boolean;
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

/**
 * The tables that this SQL mentions: without the joins that it does not need, counting all tracks reads one table.
 * @param index of `track`, in the order of which the tracks are looked through; null where SQLite chooses
 */
export function tablesFor(sql: string, index: string | null = null): string {
  const tables = OTHER_TABLES.test(sql) ? TRACK_TABLES : 'track';
  return index === null ? tables : tables.replace('track', `track${indexedBy(index)}`);
}

/** SQL behind the name of a table. Connections that read another moment have no indexes: `as-of/shadow-tables.ts`. */
export function indexedBy(index: string): string {
  return ` INDEXED BY ${index}`;
}

/** The tables of a condition, in the order of an index where it needs no more than that of totals. */
export function tablesOf({ sql, isNarrow, isPresent }: QueryCondition): string {
  // SQLite itself would take the row of each track that it knows by its id.
  return isNarrow && isPresent ? `track${indexedBy('track_totals')}` : tablesFor(sql);
}

/** SQL: the ids of the tracks of a condition. */
export function idsOf(condition: QueryCondition): string {
  return `SELECT track.id FROM ${tablesOf(condition)} WHERE ${condition.sql}`;
}

/** Tracks whose ids a query finds. */
export function among(ids: string, values: Condition['values'] = []): Condition {
  return { sql: `track.id IN (${ids})`, values, ids, isNarrow: true };
}

/** Where some of them are known by their ids, the others are asked of these alone. */
export function allOf(conditions: readonly Condition[]): Condition {
  const all = joined(conditions, ' AND ', '1');
  return conditions.length > 1 && conditions.some(({ ids }) => ids !== undefined)
    ? { ...all, ids: `SELECT track.id FROM ${tablesFor(all.sql)} WHERE ${all.sql}` }
    : all;
}

export function anyOf(conditions: readonly Condition[]): Condition {
  return joined(conditions, ' OR ', '0');
}

/**
 * The same as `anyOf`, for all tracks: where each condition leads to ids, one list of these. SQLite would look at the row
 * of each track once for each condition.
 */
export function amongAny(conditions: readonly Condition[]): Condition {
  const queries = conditions.flatMap(({ ids }) => ids ?? []);
  if (queries.length < Math.max(2, conditions.length)) return anyOf(conditions);
  return among(
    queries.map((ids) => `SELECT * FROM (${ids})`).join(' UNION ALL '),
    conditions.flatMap(({ values }) => values),
  );
}

function joined(conditions: readonly Condition[], by: string, empty: string): Condition {
  const [first] = conditions;
  if (conditions.length === 1) return first!;
  const values = conditions.flatMap((condition) => condition.values);
  const isNarrow = conditions.every((condition) => condition.isNarrow === true);
  if (first === undefined) return { sql: empty, values, isNarrow };
  return { sql: `(${conditions.map(({ sql }) => sql).join(by)})`, values, isNarrow };
}

export type Comparison = 'contains' | 'is' | 'matches';

/** SQL: comparison of one text with `?`. `folded` is an expression that is folded already. */
export function compared(how: Comparison, plain: string, folded: string): string {
  if (how === 'contains') return `instr(${folded}, ?) > 0`;
  return how === 'is' ? `${folded} = ?` : `matches(?, ${plain})`;
}
