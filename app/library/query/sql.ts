/**
 * Compiles a rule to SQL over `track`, `file` and `analysis`. Values are always bound, never spliced in;
 * the only names that reach the SQL text are those of this program.
 */
import { said } from '../../model/messages.ts';
import type { Connection } from '../../storage/connection.ts';
import { fold } from '../fold.ts';
import { naturalKey } from '../natural-key.ts';
import { LAST } from '../derived-columns.ts';
import { canonicalName, findField } from '../../../fuse/fields/find-field.ts';
import { Expressions, literalsOf } from './expression.ts';
import {
  allOf,
  among,
  amongAny,
  anyOf,
  compared,
  type Comparison,
  type Condition,
  type PlaylistSource,
  type QueryCondition,
  type Scope,
} from './condition.ts';
import {
  EFFECTIVE_TAGS,
  keptField,
  queryField,
  sortColumns,
  tagPath,
  type OrderedField,
  type SortColumns,
} from './field-columns.ts';
import { genreCondition } from './genre-condition.ts';
import { listedBy } from './listed.ts';
import { pathCondition } from './path-condition.ts';
import { randomPlace } from './random-order.ts';
import { rangeCondition } from './range-condition.ts';
import { QueryError, type FieldText, type Rule, type SortTerm } from './rule.ts';
import { stateCondition } from './state-condition.ts';
import { fieldCondition, valueCondition } from './value-conditions.ts';
import { parseDuration, parseNumber } from './values.ts';

/** The ids of the tracks that a full-text query finds. */
export const SEARCH_MATCH = 'SELECT rowid FROM track_search WHERE track_search MATCH ?';

const HAS_WORD = /[\p{L}\p{N}]/u;

/** Functions that conditions use; every connection that runs them needs these. */
export function registerQueryFunctions(connection: Connection): void {
  connection.function('fold', { deterministic: true }, (text) => (typeof text === 'string' ? fold(text) : text));
  const expressions = new Expressions();
  connection.function('matches', { deterministic: true }, (pattern, text) =>
    typeof pattern === 'string' && typeof text === 'string' ? Number(expressions.match(pattern, text)) : 0,
  );
  connection.function('duration_of', { deterministic: true }, (text) =>
    typeof text === 'string' ? parseDuration(text) : null,
  );
  connection.function('number_of', { deterministic: true }, (text) =>
    typeof text === 'string' ? parseNumber(text) : null,
  );
  connection.function('sort_key', { deterministic: true }, (text) =>
    typeof text === 'string' && text !== '' ? naturalKey(fold(text)) : LAST,
  );
  connection.function('random_place', { deterministic: true }, (id, seed) => randomPlace(id as number, seed as number));
  connection.function('bytes_to_text', { deterministic: true }, (bytes) =>
    bytes instanceof Uint8Array ? Buffer.from(bytes).toString() : bytes,
  );
}

/**
 * The whole condition of a query; tracks whose file is missing or that are set aside only show up when they are asked for.
 * @param scope what it is made for; a query that asks for such tracks does without the catalogue, which lacks them
 */
export function compileRule(
  rule: Rule,
  playlists: PlaylistSource,
  scope: Scope = 'tracks',
  now = Date.now(),
): QueryCondition {
  const { condition, isUsual } = listedBy(rule);
  const usable = scope === 'catalogue' && !isUsual ? 'library' : scope;
  return { ...allOf([condition, compile(rule, { playlists, now, scope: usable })]), isPresent: isUsual };
}

/**
 * `ORDER BY` of these terms, most important first. What makes the order of the last term complete comes behind all of
 * them, so that each term counts.
 * @param seed random order instead, the same for the same seed; null for none
 * @throws QueryError for a name that cannot be sorted by
 */
export function compileSort(terms: readonly SortTerm[], seed: number | null = null): string {
  // A whole number: it stands in the text as it is.
  if (seed !== null) return `random_place(track.id, ${Math.trunc(seed)}), track.id`;
  return compileTerms(terms);
}

/** The index of `track` that has the order of `compileSort`, but for what follows the first term; null for none. */
export function indexOfSort([first = USUAL_SORT]: readonly SortTerm[], seed: number | null = null): string | null {
  return seed === null ? columnsOf(first).index : null;
}

const USUAL_SORT: SortTerm = { field: 'albumartist', descending: false };

function columnsOf({ field }: SortTerm): SortColumns {
  const columns = sortColumns(field);
  if (!columns) throw new QueryError(said('query-sort', { field }), 0);
  return columns;
}

function compileTerms(terms: readonly SortTerm[]): string {
  const sorted = (terms.length > 0 ? terms : [USUAL_SORT]).map((term) => ({
    ...columnsOf(term),
    direction: term.descending ? 'DESC' : 'ASC',
  }));
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

/** What a rule means, and how it is asked, depends on. */
interface Context {
  readonly playlists: PlaylistSource;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly scope: Scope;
}

function compile(rule: Rule, context: Context): Condition {
  if ('all' in rule) return allOf(rule.all.map((part) => compile(part, context)));
  if ('any' in rule) return oneOfIds(rule.any) ?? oneOf(rule.any, context);
  if ('not' in rule) return 'has' in rule.not ? lacks(rule.not.has, context) : not(compile(rule.not, context));
  if ('words' in rule) return words(rule.words);
  if ('contains' in rule) return text(rule.contains, 'contains', context);
  if ('is' in rule) return text(rule.is, 'is', context);
  if ('spelled' in rule) return spelled(rule.spelled, context);
  if ('matches' in rule) return text(rule.matches, 'matches', context);
  if ('range' in rule) return rangeCondition(rule.range, context.scope, context.now);
  if ('has' in rule) return has(rule.has, context);
  if ('like' in rule) return among('SELECT similar_id FROM similar_track WHERE track_id = ?', [rule.like]);
  if ('playlist' in rule) return context.playlists.condition(rule.playlist);
  return stateCondition(rule.state);
}

function not({ sql, values, isNarrow = false }: Condition): Condition {
  return { sql: `NOT coalesce(${sql}, 0)`, values, isNarrow };
}

/** A few given tracks are not looked for among those of the whole library. */
function oneOf(rules: readonly Rule[], context: Context): Condition {
  const conditions = rules.map((rule) => compile(rule, context));
  return context.scope === 'tracks' ? anyOf(conditions) : amongAny(conditions);
}

/** Many tracks by their numbers, as `like:` leads to; null for other alternatives. */
function oneOfIds(rules: readonly Rule[]): Condition | null {
  const ids = rules.flatMap((rule) =>
    'range' in rule && rule.range.field === 'id' && rule.range.from !== null && rule.range.from === rule.range.to
      ? [rule.range.from]
      : [],
  );
  if (ids.length === 0 || ids.length < rules.length) return null;
  return among('SELECT value FROM json_each(?)', [JSON.stringify(ids)]);
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
    const wanted = searchable.map((word) => `"${word.replaceAll('"', '""')}"*`).join(' AND ');
    conditions.unshift(among(SEARCH_MATCH, [wanted]));
  }
  return allOf(conditions);
}

/** Whether a field is named in the tags at all: reading them as JSON takes several times as long. */
const MENTIONED = '(instr(file.tags, ?) > 0 OR instr(track.overrides, ?) > 0)';

function mention(field: string): [string, string] {
  const name = JSON.stringify(canonicalName(field));
  return [name, name];
}

function text({ field, text: value }: FieldText, how: Comparison, context: Context): Condition {
  if (how === 'is' && value === '') return empty(field, context);
  const bound = how === 'matches' ? value : fold(value);
  const column = queryField(field);
  if (column?.kind === 'text') {
    const condition = { sql: compared(how, column.column, column.key), values: [bound] };
    return how === 'matches' ? allOf([...literally(column.key, value), condition]) : condition;
  }
  if (column?.kind === 'genre') {
    return genreCondition({ sql: compared(how, 'genre', 'genre_key'), values: [bound] }, how, context.scope);
  }
  if (column?.kind === 'sound') return found(compared(how, 'finding', 'finding'), bound);
  if (column?.kind === 'path') return pathCondition(value, bound, how);
  if (column && 'column' in column) {
    const shown = ({ column: number, date }: OrderedField): Condition => {
      const written = how === 'matches' && date ? date : `CAST(${number} AS TEXT)`;
      return { sql: compared(how, written, written), values: [bound] };
    };
    const kept = context.scope === 'catalogue' ? keptField(field) : undefined;
    return kept ? valueCondition(canonicalName(field), shown(kept), shown(column), 'first') : shown(column);
  }
  const kept = { sql: compared(how, 'value', 'key'), values: [bound] };
  return inTags(field, { sql: compared(how, 'tag.value', 'fold(tag.value)'), values: [bound] }, kept, context);
}

/** What SQLite can tell of an expression by itself: calling it costs as much as all else that is done with a track. */
function literally(key: string, expression: string): Condition[] {
  const literals = literalsOf(expression);
  if (literals === null) return [];
  return [anyOf(literals.map((literal) => ({ sql: compared('contains', key, key), values: [literal] })))];
}

/** Tracks with such findings about their sound. There are few findings, so they are looked at first. */
function found(condition: string, ...values: readonly string[]): Condition {
  return { sql: `track.file_id IN (SELECT file_id FROM sound_finding WHERE ${condition})`, values };
}

/** The spelling is compared after the folded text, for which columns have an index. */
function spelled({ field, text: value }: FieldText, context: Context): Condition {
  const column = queryField(field);
  if (column?.kind === 'text') {
    return { sql: `(${column.key} = ? AND ${column.column} = ?)`, values: [fold(value), value] };
  }
  if (column?.kind === 'genre') {
    return genreCondition({ sql: 'genre_key = ? AND genre = ?', values: [fold(value), value] }, 'is', context.scope);
  }
  if (column) return text({ field, text: value }, 'is', context);
  const [plain, kept] = [
    { sql: 'tag.value = ?', values: [value] },
    { sql: 'value = ?', values: [value] },
  ];
  return inTags(field, plain, kept, context);
}

/**
 * Tracks with a value among their tags.
 * @param test on `tag.value`
 * @param kept the same on `field_value`
 */
function inTags(name: string, test: Condition, kept: Condition, { scope }: Context): Condition {
  const field = canonicalName(name);
  const plain = {
    sql: `(${MENTIONED} AND EXISTS (SELECT 1 FROM json_each(json_extract(${EFFECTIVE_TAGS}, ?)) AS tag
      WHERE ${test.sql}))`,
    values: [...mention(field), tagPath(field), ...test.values],
  };
  return scope === 'catalogue' ? valueCondition(field, kept, plain, 'any') : plain;
}

/** Tracks that show no value in this field. */
function empty(field: string, context: Context): Condition {
  const column = queryField(field);
  if (column?.kind === 'text') return { sql: `${column.column} = ''`, values: [] };
  if (column?.kind === 'genre') {
    return { sql: 'NOT EXISTS (SELECT 1 FROM track_genre WHERE track_id = track.id)', values: [] };
  }
  return lacks(field, context);
}

function has(field: string, context: Context): Condition {
  const column = queryField(field);
  if (column?.kind === 'picture') return { sql: 'track.has_art = 1', values: [] };
  if (column?.kind === 'sound') return found('1');
  if (column && 'column' in column && column.kind !== 'text' && column.kind !== 'flag') {
    if (column.zeroIsNone) return { sql: `${column.column} > 0`, values: [] };
    return rangeCondition({ field, from: null, to: null }, context.scope, context.now);
  }
  if (findField(field)?.readOnly) return allOf([]);
  if (context.scope === 'catalogue') return fieldCondition(canonicalName(field), true);
  return {
    sql: `(${MENTIONED} AND json_type(${EFFECTIVE_TAGS}, ?) IS NOT NULL)`,
    values: [...mention(field), tagPath(canonicalName(field))],
  };
}

/** The tracks that lack a field are often fewer than those that have it. */
function lacks(field: string, context: Context): Condition {
  const isInTags = queryField(field) === undefined || ['text', 'genre', 'flag'].includes(queryField(field)!.kind);
  if (context.scope === 'catalogue' && isInTags && findField(field)?.readOnly !== true) {
    return fieldCondition(canonicalName(field), false);
  }
  return not(has(field, context));
}
