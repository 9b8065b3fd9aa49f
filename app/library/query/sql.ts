/**
 * Compiles a rule to SQL over `track`, `file` and `analysis`. Values are always bound, never spliced in;
 * the only names that reach the SQL text are those of this program.
 */
import type { Connection } from '../../storage/connection.ts';
import { fold } from '../fold.ts';
import { naturalKey } from '../natural-key.ts';
import { LAST } from '../derived-columns.ts';
import { canonicalName, findField } from '../../../fuse/fields/find-field.ts';
import { HAS_TAG_EDITS } from '../personal-fields.ts';
import { Expressions } from './expression.ts';
import {
  allOf,
  anyOf,
  compared,
  type Comparison,
  type Condition,
  type PlaylistSource,
  type Scope,
} from './condition.ts';
import { EFFECTIVE_TAGS, queryField, sortColumns, tagPath } from './field-columns.ts';
import { genreCondition } from './genre-condition.ts';
import { pathCondition } from './path-condition.ts';
import { randomPlace } from './random-order.ts';
import {
  mentionsMissing,
  QueryError,
  type Bound,
  type FieldRange,
  type FieldText,
  type Rule,
  type SortTerm,
  type TrackStateName,
} from './rule.ts';
import { parseDate, parseDuration, parseNumber } from './values.ts';

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
  connection.function('fold_bytes', { deterministic: true }, (bytes) =>
    bytes instanceof Uint8Array ? fold(Buffer.from(bytes).toString()) : bytes,
  );
  connection.function('bytes_to_text', { deterministic: true }, (bytes) =>
    bytes instanceof Uint8Array ? Buffer.from(bytes).toString() : bytes,
  );
}

/**
 * The whole condition of a query; tracks whose file is missing only show up when they are asked for.
 * @param scope what it is made for; a query that asks for missing tracks does without the catalogue, which lacks them
 */
export function compileRule(
  rule: Rule,
  playlists: PlaylistSource,
  scope: Scope = 'tracks',
  now = Date.now(),
): Condition {
  if (mentionsMissing(rule)) return compile(rule, { playlists, now, scope: scope === 'catalogue' ? 'library' : scope });
  return allOf([{ sql: 'track.present = 1', values: [] }, compile(rule, { playlists, now, scope })]);
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

function compileTerms(terms: readonly SortTerm[]): string {
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

/** What a rule means, and how it is asked, depends on. */
interface Context {
  readonly playlists: PlaylistSource;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly scope: Scope;
}

function compile(rule: Rule, context: Context): Condition {
  if ('all' in rule) return allOf(rule.all.map((part) => compile(part, context)));
  if ('any' in rule) return oneOfIds(rule.any) ?? anyOf(rule.any.map((part) => compile(part, context)));
  if ('not' in rule) return not(compile(rule.not, context));
  if ('words' in rule) return words(rule.words);
  if ('contains' in rule) return text(rule.contains, 'contains', context);
  if ('is' in rule) return text(rule.is, 'is', context);
  if ('spelled' in rule) return spelled(rule.spelled, context);
  if ('matches' in rule) return text(rule.matches, 'matches', context);
  if ('range' in rule) return range(rule.range, context);
  if ('has' in rule) return has(rule.has, context);
  if ('like' in rule) {
    return { sql: 'track.id IN (SELECT similar_id FROM similar_track WHERE track_id = ?)', values: [rule.like] };
  }
  if ('playlist' in rule) return context.playlists.condition(rule.playlist);
  return state(rule.state);
}

function not({ sql, values }: Condition): Condition {
  return { sql: `NOT coalesce(${sql}, 0)`, values };
}

/** Many tracks by their numbers, as `like:` leads to; null for other alternatives. */
function oneOfIds(rules: readonly Rule[]): Condition | null {
  const ids = rules.flatMap((rule) =>
    'range' in rule && rule.range.field === 'id' && rule.range.from !== null && rule.range.from === rule.range.to
      ? [rule.range.from]
      : [],
  );
  if (ids.length === 0 || ids.length < rules.length) return null;
  return { sql: 'track.id IN (SELECT value FROM json_each(?))', values: [JSON.stringify(ids)] };
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
      sql: `track.id IN (${SEARCH_MATCH})`,
      values: [searchable.map((word) => `"${word.replaceAll('"', '""')}"*`).join(' AND ')],
    });
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
  if (column?.kind === 'text') return { sql: compared(how, column.column, column.key), values: [bound] };
  if (column?.kind === 'genre') {
    return genreCondition({ sql: compared(how, 'genre', 'genre_key'), values: [bound] }, how, context.scope);
  }
  if (column?.kind === 'sound') return found(compared(how, 'finding', 'finding'), bound);
  if (column?.kind === 'path') return pathCondition(value, bound, how);
  if (column && 'column' in column) {
    const shown = how === 'matches' && column.date ? column.date : `CAST(${column.column} AS TEXT)`;
    return { sql: compared(how, shown, shown), values: [bound] };
  }
  return {
    sql: `(${MENTIONED} AND EXISTS (SELECT 1 FROM json_each(json_extract(${EFFECTIVE_TAGS}, ?)) AS tag
      WHERE ${compared(how, 'tag.value', 'fold(tag.value)')}))`,
    values: [...mention(field), tagPath(canonicalName(field)), bound],
  };
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
  return {
    sql: `(${MENTIONED} AND EXISTS (SELECT 1 FROM json_each(json_extract(${EFFECTIVE_TAGS}, ?)) AS tag
      WHERE tag.value = ?))`,
    values: [...mention(field), tagPath(canonicalName(field)), value],
  };
}

/** Tracks that show no value in this field. */
function empty(field: string, context: Context): Condition {
  const column = queryField(field);
  if (column?.kind === 'text') return { sql: `${column.column} = ''`, values: [] };
  if (column?.kind === 'genre') {
    return { sql: 'NOT EXISTS (SELECT 1 FROM track_genre WHERE track_id = track.id)', values: [] };
  }
  return not(has(field, context));
}

function range({ field, from, to }: FieldRange, { now }: Context): Condition {
  const column = queryField(field);
  if (!column || !('column' in column) || column.kind === 'text') {
    throw new QueryError(`${field} has no order that a range could be taken of`, 0);
  }
  if (column.date !== undefined && (typeof from === 'string' || typeof to === 'string')) {
    return allOf([
      ...datedEnd(column.column, column.date, from, '>='),
      ...datedEnd(column.column, column.date, to, '<='),
    ]);
  }
  const { rows } = column;
  const key = rows?.key ?? column.column;
  const conditions: Condition[] = [];
  const add = (comparison: string, value: number): void => {
    conditions.push({ sql: `${key} ${comparison} ?`, values: [value] });
  };
  const low = boundOf(field, from, 'from', now);
  const high = boundOf(field, to, 'to', now);
  if (low !== null) add('>=', low);
  // A length of 4:30 means everything shown as 4:30, up to the next second.
  if (high !== null) add(column.kind === 'duration' ? '<' : '<=', column.kind === 'duration' ? high + 1 : high);
  if (conditions.length === 0) conditions.push({ sql: `${key} IS NOT NULL`, values: [] });
  const condition = allOf(conditions);
  return rows ? { sql: `track.id IN (${rows.select} ${condition.sql})`, values: condition.values } : condition;
}

/**
 * One end of a range of dates in tags. A date that says less than the end counts as the beginning of what it says: 1994 is
 * before 1994-05. The year, for which lists have an index, goes first.
 */
function datedEnd(year: string, date: string, end: Bound, comparison: '>=' | '<='): Condition[] {
  if (end === null) return [];
  const byYear = { sql: `${year} ${comparison} ?`, values: [typeof end === 'string' ? Number(end.slice(0, 4)) : end] };
  if (typeof end !== 'string') return [byYear];
  const compared = comparison === '<=' ? `substr(${date}, 1, ${end.length})` : date;
  return [byYear, { sql: `${compared} ${comparison} ?`, values: [end] }];
}

/** The number that an end of a range stands for: dates are read as of now. */
function boundOf(field: string, bound: Bound, end: 'from' | 'to', now: number): number | null {
  if (typeof bound !== 'string') return bound;
  const time = parseDate(bound, end, now);
  if (time === null) throw new QueryError(`"${bound}" is not a date that ${field}: understands`, 0);
  return time;
}

function has(field: string, _context: Context): Condition {
  const column = queryField(field);
  if (column?.kind === 'picture') return { sql: 'track.has_art = 1', values: [] };
  if (column?.kind === 'sound') return found('1');
  if (column && 'column' in column && column.kind !== 'text' && column.kind !== 'flag') {
    if (column.zeroIsNone) return { sql: `${column.column} > 0`, values: [] };
    return { sql: `${column.column} IS NOT NULL`, values: [] };
  }
  if (findField(field)?.readOnly) return allOf([]);
  return {
    sql: `(${MENTIONED} AND json_type(${EFFECTIVE_TAGS}, ?) IS NOT NULL)`,
    values: [...mention(field), tagPath(canonicalName(field))],
  };
}

function state(name: TrackStateName): Condition {
  return { sql: STATES[name], values: [] };
}

/** Albums and compilations are those of `app/library/catalogue`. A duplicate is a copy: another file with its sound. */
const STATES: Readonly<Record<TrackStateName, string>> = {
  edited: HAS_TAG_EDITS,
  missing: 'track.present = 0',
  broken: 'file.error IS NOT NULL',
  lossless: 'file.lossless = 1',
  analysed: 'analysis.fingerprint IS NOT NULL',
  duplicate: `track.id IN (SELECT track.id FROM file JOIN track ON track.file_id = file.id WHERE file.audio_key IN
    (SELECT audio_key FROM file WHERE audio_key IS NOT NULL AND missing_since IS NULL
      GROUP BY audio_key HAVING count(*) > 1))`,
  incomplete: albumState("album.state = 'incomplete'"),
  compilation: albumState('album.various = 1'),
};

function albumState(condition: string): string {
  return `track.id IN (SELECT track_id FROM album_track JOIN album ON album.id = album_id WHERE ${condition})`;
}
