/**
 * Compiles a rule to SQL over `track`, `file` and `analysis`. Values are always bound, never spliced in;
 * the only names that reach the SQL text are those of this program.
 */
import type { Connection } from '../../storage/connection.ts';
import { fold } from '../fold.ts';
import { canonicalName, findField } from '../../../fuse/fields/find-field.ts';
import { HAS_TAG_EDITS } from '../personal-fields.ts';
import { Expressions } from './expression.ts';
import { EFFECTIVE_TAGS, queryField, sortColumns, tagPath } from './field-columns.ts';
import { mentionsMissing, QueryError, type FieldText, type Rule, type SortTerm } from './rule.ts';

export interface Condition {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** The tables every condition may mention. */
export const TRACK_TABLES =
  'track JOIN file ON file.id = track.file_id LEFT JOIN analysis ON analysis.file_id = track.file_id';

const HAS_WORD = /[\p{L}\p{N}]/u;

/** Functions that conditions use; every connection that runs them needs these. */
export function registerQueryFunctions(connection: Connection): void {
  connection.function('fold', { deterministic: true }, (text) => (typeof text === 'string' ? fold(text) : text));
  const expressions = new Expressions();
  connection.function('matches', { deterministic: true }, (pattern, text) =>
    typeof pattern === 'string' && typeof text === 'string' ? Number(expressions.match(pattern, text)) : 0,
  );
  connection.function('bytes_to_text', { deterministic: true }, (bytes) =>
    bytes instanceof Uint8Array ? Buffer.from(bytes).toString() : bytes,
  );
}

/** The whole condition of a query; tracks whose file is missing only show up when they are asked for. */
export function compileRule(rule: Rule): Condition {
  const condition = compile(rule);
  return mentionsMissing(rule) ? condition : all([{ sql: 'track.present = 1', values: [] }, condition]);
}

/**
 * `ORDER BY` of these terms, most important first. What makes the order of the last term complete comes behind all of
 * them, so that each term counts.
 * @throws QueryError for a name that cannot be sorted by
 */
export function compileSort(terms: readonly SortTerm[]): string {
  const sorted = (terms.length > 0 ? terms : [{ field: 'albumartist', descending: false }]).map(
    ({ field, descending }) => {
      const columns = sortColumns(field);
      if (!columns) throw new QueryError(`tracks cannot be sorted by "${field}"`, 0);
      return { ...columns, direction: descending ? 'DESC' : 'ASC' };
    },
  );
  const last = sorted.at(-1)!;
  // The first mention of a column decides.
  const directions = new Map<string, string>();
  const add = (column: string, direction: string): void => {
    if (!directions.has(column)) directions.set(column, direction);
  };
  for (const { key, direction } of sorted) add(key, direction);
  for (const column of last.ties) add(column, last.direction);
  for (const column of last.within) add(column, 'ASC');
  return Array.from(directions, ([column, direction]) => `${column} ${direction}`).join(', ');
}

function compile(rule: Rule): Condition {
  if ('all' in rule) return all(rule.all.map(compile));
  if ('any' in rule) return join(rule.any.map(compile), ' OR ', '0');
  if ('not' in rule) {
    const inner = compile(rule.not);
    return { sql: `NOT coalesce(${inner.sql}, 0)`, values: inner.values };
  }
  if ('words' in rule) return words(rule.words);
  if ('contains' in rule) return text(rule.contains, 'contains');
  if ('is' in rule) return text(rule.is, 'is');
  if ('spelled' in rule) return spelled(rule.spelled);
  if ('matches' in rule) return text(rule.matches, 'matches');
  if ('range' in rule) return range(rule.range);
  if ('has' in rule) return has(rule.has);
  return state(rule.state);
}

function all(conditions: readonly Condition[]): Condition {
  return join(conditions, ' AND ', '1');
}

function join(conditions: readonly Condition[], by: string, empty: string): Condition {
  if (conditions.length === 0) return { sql: empty, values: [] };
  return { sql: `(${conditions.map(({ sql }) => sql).join(by)})`, values: conditions.flatMap(({ values }) => values) };
}

/** Full text for what has letters; a lone sign is looked for as it is. */
function words(typed: string): Condition {
  const parts = typed.split(/\s+/).filter((word) => word !== '');
  const searchable = parts.filter((word) => HAS_WORD.test(word));
  const signs = parts.filter((word) => !HAS_WORD.test(word));
  const conditions = signs.map((sign): Condition => ({
    sql: "instr(track.title_key || ' ' || track.artist_key || ' ' || track.album_key, ?) > 0",
    values: [fold(sign)],
  }));
  if (searchable.length > 0) {
    conditions.unshift({
      sql: 'track.id IN (SELECT rowid FROM track_search WHERE track_search MATCH ?)',
      values: [searchable.map((word) => `"${word.replaceAll('"', '""')}"*`).join(' AND ')],
    });
  }
  return all(conditions);
}

type Comparison = 'contains' | 'is' | 'matches';

/** Comparison of one text with `?`. `folded` is an expression that is folded already. */
function compare(how: Comparison, plain: string, folded: string): string {
  if (how === 'contains') return `instr(${folded}, ?) > 0`;
  return how === 'is' ? `${folded} = ?` : `matches(?, ${plain})`;
}

function text({ field, text: value }: FieldText, how: Comparison): Condition {
  if (how === 'is' && value === '') return empty(field);
  const bound = how === 'matches' ? value : fold(value);
  const column = queryField(field);
  if (column?.kind === 'text') return { sql: compare(how, column.column, column.key), values: [bound] };
  if (column?.kind === 'genre') {
    return {
      sql: `EXISTS (SELECT 1 FROM track_genre WHERE track_id = track.id AND ${compare(how, 'genre', 'genre_key')})`,
      values: [bound],
    };
  }
  if (column?.kind === 'path') {
    const path =
      "(SELECT bytes_to_text(folder.path) FROM folder WHERE folder.id = file.folder_id) || '/' || bytes_to_text(file.name)";
    return { sql: compare(how, path, `fold(${path})`), values: [bound] };
  }
  if (column && 'column' in column) {
    return { sql: compare(how, `CAST(${column.column} AS TEXT)`, `CAST(${column.column} AS TEXT)`), values: [bound] };
  }
  return {
    sql: `EXISTS (SELECT 1 FROM json_each(json_extract(${EFFECTIVE_TAGS}, ?)) AS tag WHERE ${compare(how, 'tag.value', 'fold(tag.value)')})`,
    values: [tagPath(canonicalName(field)), bound],
  };
}

/** The spelling is compared after the folded text, for which columns have an index. */
function spelled({ field, text: value }: FieldText): Condition {
  const column = queryField(field);
  if (column?.kind === 'text') {
    return { sql: `(${column.key} = ? AND ${column.column} = ?)`, values: [fold(value), value] };
  }
  if (column?.kind === 'genre') {
    return {
      sql: 'EXISTS (SELECT 1 FROM track_genre WHERE track_id = track.id AND genre_key = ? AND genre = ?)',
      values: [fold(value), value],
    };
  }
  if (column) return text({ field, text: value }, 'is');
  return {
    sql: `EXISTS (SELECT 1 FROM json_each(json_extract(${EFFECTIVE_TAGS}, ?)) AS tag WHERE tag.value = ?)`,
    values: [tagPath(canonicalName(field)), value],
  };
}

/** Tracks that show no value in this field. */
function empty(field: string): Condition {
  const column = queryField(field);
  if (column?.kind === 'text') return { sql: `${column.column} = ''`, values: [] };
  if (column?.kind === 'genre') {
    return { sql: 'NOT EXISTS (SELECT 1 FROM track_genre WHERE track_id = track.id)', values: [] };
  }
  return compile({ not: { has: field } });
}

function range({
  field,
  from,
  to,
}: {
  readonly field: string;
  readonly from: number | null;
  readonly to: number | null;
}): Condition {
  const column = queryField(field);
  if (!column || !('column' in column) || column.kind === 'text') {
    throw new QueryError(`${field} has no order that a range could be taken of`, 0);
  }
  const conditions: Condition[] = [];
  if (from !== null) conditions.push({ sql: `${column.column} >= ?`, values: [from] });
  // A length of 4:30 means everything shown as 4:30, up to the next second.
  if (to !== null) {
    conditions.push({
      sql: `${column.column} ${column.kind === 'duration' ? '<' : '<='} ?`,
      values: [column.kind === 'duration' ? to + 1 : to],
    });
  }
  if (conditions.length === 0) conditions.push({ sql: `${column.column} IS NOT NULL`, values: [] });
  return all(conditions);
}

function has(field: string): Condition {
  const column = queryField(field);
  if (column?.kind === 'picture') return { sql: 'track.has_art = 1', values: [] };
  if (column && 'column' in column && column.kind !== 'text' && column.kind !== 'flag') {
    if (column.zeroIsNone) return { sql: `${column.column} > 0`, values: [] };
    return { sql: `${column.column} IS NOT NULL`, values: [] };
  }
  if (findField(field)?.readOnly) return all([]);
  return { sql: `json_type(${EFFECTIVE_TAGS}, ?) IS NOT NULL`, values: [tagPath(canonicalName(field))] };
}

function state(name: 'edited' | 'missing' | 'broken' | 'lossless' | 'analysed'): Condition {
  const sql = {
    edited: HAS_TAG_EDITS,
    missing: 'track.present = 0',
    broken: 'file.error IS NOT NULL',
    lossless: 'file.lossless = 1',
    analysed: 'analysis.fingerprint IS NOT NULL',
  }[name];
  return { sql, values: [] };
}
