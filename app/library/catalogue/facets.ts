/**
 * Counts tracks by the values of any field that has values in common between tracks. Spellings that differ in case,
 * accents, spaces and signs are one value, with the spellings told apart.
 */
import { declaredField, declaredFields } from '../../../fuse/fields/declared-fields.ts';
import { canonicalName } from '../../../fuse/fields/find-field.ts';
import type { FacetPage, FacetSort, FacetSpelling, SpellingPage } from '../../model/facets.ts';
import type { Connection } from '../../storage/connection.ts';
import { PlaylistConditions } from '../playlists/playlist-conditions.ts';
import { compileQuery } from '../query/compile-query.ts';
import { EFFECTIVE_TAGS, queryField, tagPath } from '../query/field-columns.ts';
import { nearest } from '../query/nearest.ts';
import { QueryError, type Rule } from '../query/rule.ts';
import { simplified } from '../query/simplify.ts';
import { allOf, idsOf, tablesFor, type QueryCondition } from '../query/condition.ts';
import { compileRule } from '../query/sql.ts';
import { PLAIN_SETS, scopeOf } from '../query/value-conditions.ts';
import { COUNTED_FIELDS, DECADE, isCounted, SOUND } from './counted-fields.ts';
import { grouped, matching, type KeyedGroup, type ValueRow } from './facet-groups.ts';
import { VALUE_FIELDS } from './value-fields.ts';

/** Values that are chosen, field by field. */
export type ChosenValues = Readonly<Record<string, readonly string[]>>;

export interface FacetPageRequest {
  readonly field: string;
  readonly query: string;
  /** Tracks have one of the values of each field. Those of the field itself do not count: others can be added to them. */
  readonly chosen: ChosenValues;
  /** Only values that contain this text, whatever its case and accents; empty for all. */
  readonly search: string;
  readonly sort: FacetSort;
  /** Only values with several spellings. */
  readonly variantsOnly: boolean;
  readonly offset: number;
  readonly limit: number;
}

/** What is remembered of a field. */
interface CountedField {
  readonly groups: readonly KeyedGroup[];
  /** Tracks that have no value; 0 for fields that are not counted as text. */
  readonly without: number;
}

/** How many lists are remembered between two changes of the database: pages of one list follow one another. */
const REMEMBERED = 16;

/** As of a page of values, of all spellings. */
export type SpellingPageRequest = Omit<FacetPageRequest, 'chosen' | 'variantsOnly'>;

export class FacetReader {
  readonly #connection: Connection;
  readonly #lists = new Map<string, CountedField>();
  #version = -1;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** @throws QueryError, also for a field that tracks cannot be counted by */
  page({ search, sort, variantsOnly, offset, limit, ...request }: FacetPageRequest): FacetPage {
    const field = countedField(request.field);
    const found = matching(this.#counted(field, request).groups, { search, sort }).filter(
      ({ variants }) => !variantsOnly || variants.length > 1,
    );
    return {
      field,
      total: found.length,
      offset,
      values: found.slice(offset, offset + limit).map(({ key: _key, sort: _sort, ...group }) => group),
    };
  }

  /**
   * Each spelling by itself, those of one value side by side; for fields that the tracks themselves hold as text. What
   * people read in lists is counted: several album artists are one text. So nothing that is typed waits for the catalogue.
   * @throws QueryError as `page` does
   */
  spellings({ query, search, sort, offset, limit, ...request }: SpellingPageRequest): SpellingPage {
    const field = countedField(request.field);
    if (textSource(field) === null) throw new QueryError(`spellings of "${request.field}" are not counted`, 0);
    const { groups, without } = this.#counted(field, { query, chosen: {} }, true);
    const found = matching(groups, { search, sort }).flatMap(({ variants }): FacetSpelling[] =>
      variants.map((variant) => ({ ...variant, spellings: variants.length })),
    );
    return { field, total: found.length, without, offset, values: found.slice(offset, offset + limit) };
  }

  /** @param asText by the text that the tracks themselves hold, not by the values of the catalogue */
  #counted(field: string, { query, chosen }: Pick<FacetPageRequest, 'query' | 'chosen'>, asText = false): CountedField {
    const version = this.#connection.pragma('data_version', { simple: true }) as number;
    if (version !== this.#version || this.#lists.size >= REMEMBERED) this.#lists.clear();
    this.#version = version;
    const name = JSON.stringify([field, query, chosen, asText]);
    const known = this.#lists.get(name);
    if (known) return known;
    const condition = conditionOf(this.#connection, field, query, chosen);
    const source = asText ? textSource(field) : null;
    const rows = source === null ? this.#rows(field, condition) : this.#textRows(source, condition);
    const none = rows.findIndex(({ value }) => value === '');
    const [without] = none < 0 ? [] : rows.splice(none, 1);
    const counted = { groups: grouped(rows), without: without?.tracks ?? 0 };
    this.#lists.set(name, counted);
    return counted;
  }

  #rows(field: string, condition: QueryCondition | null): ValueRow[] {
    if (VALUE_FIELDS.includes(field)) return this.#catalogueRows(field, condition);
    if (declaredField(field)) return this.#declaredRows(field, condition);
    if (field === SOUND) return this.#soundRows(condition);
    const text = textSource(field);
    return text === null ? this.#numberRows(numberSource(field), condition) : this.#textRows(text, condition);
  }

  /** Value by value: each has its tracks side by side in an index. */
  #catalogueRows(field: string, condition: QueryCondition | null): ValueRow[] {
    // The plus keeps SQLite from looking for each matching track among those of each value.
    const matching = condition ? `AND +track_id IN (${idsOf(condition)})` : '';
    return this.#select(
      `SELECT * FROM (SELECT key, value, (SELECT count(*) FROM track_value WHERE value_id = id ${matching}) AS tracks
        FROM field_value WHERE field = ?) WHERE tracks > 0`,
      [...(condition?.values ?? []), field],
    );
  }

  /** Tracks without a value have the empty one. By keys first, in the order of an index. Only the few keys with several spellings are counted by these, too. */
  #textRows({ table, key, value, track }: TextSource, condition: QueryCondition | null): ValueRow[] {
    const present = condition
      ? `${track} IN (${idsOf(condition)})`
      : table === 'track'
        ? 'track.present = 1'
        : `${track} NOT IN (SELECT id FROM track WHERE present = 0)`;
    const where = `FROM ${table} WHERE ${present}`;
    const rows = this.#select<ValueRow & { last: string }>(
      `SELECT ${key} AS key, min(${value}) AS value, max(${value}) AS last, count(*) AS tracks ${where} GROUP BY 1`,
      condition?.values ?? [],
    );
    const spelledAlike = rows.filter(({ value: first, last }) => first === last);
    const keys = rows.flatMap(({ key: one, value: first, last }) => (first === last ? [] : [one]));
    if (keys.length === 0) return spelledAlike;
    const several = this.#select(
      `SELECT ${key} AS key, ${value} AS value, count(*) AS tracks ${where}
        AND ${key} IN (SELECT value FROM json_each(?)) GROUP BY 1, 2`,
      [...(condition?.values ?? []), JSON.stringify(keys)],
    );
    return [...spelledAlike, ...several];
  }

  /** The values that the catalogue keeps, and those of the tracks of which it does not keep all. */
  #declaredRows(field: string, condition: QueryCondition | null): ValueRow[] {
    if (scopeOf(this.#connection) !== 'catalogue') return this.#declaredTags(field, condition);
    const [matching, values] = condition ? [`AND +track_id IN (${idsOf(condition)})`, condition.values] : ['', []];
    const path = tagPath(field);
    return this.#select(
      `WITH plain (id) AS MATERIALIZED (SELECT track_id FROM album_track WHERE field_set IN (${PLAIN_SETS.any}))
        SELECT key, value, sum(tracks) AS tracks FROM (
          SELECT key, value, (SELECT count(*) FROM track_value WHERE value_id = field_value.id
            AND track_id NOT IN plain ${matching}) AS tracks FROM field_value WHERE field = ?
          UNION ALL SELECT fold(one.value), one.value, count(DISTINCT track.id) AS tracks
            FROM (SELECT id AS track_id FROM plain) CROSS JOIN track ON track.id = track_id
              CROSS JOIN file ON file.id = track.file_id
              CROSS JOIN json_each(json_extract(${EFFECTIVE_TAGS}, ?)) AS one
            WHERE one.value <> '' ${matching} GROUP BY 1, 2)
        WHERE tracks > 0 GROUP BY 1, 2`,
      [path, ...values, field, path, ...values],
    );
  }

  /** Few tracks have a declared field: the tags of the others are not read as JSON. */
  #declaredTags(field: string, condition: QueryCondition | null): ValueRow[] {
    const where = condition ? `track.id IN (${idsOf(condition)})` : 'track.present = 1';
    const mention = JSON.stringify(field);
    return this.#select(
      `SELECT fold(one.value) AS key, one.value AS value, count(DISTINCT track.id) AS tracks
        FROM track JOIN file ON file.id = track.file_id
          JOIN json_each(json_extract(${EFFECTIVE_TAGS}, ?)) AS one
        WHERE (instr(file.tags, ?) > 0 OR instr(track.overrides, ?) > 0) AND one.value <> '' AND ${where}
        GROUP BY 1, 2`,
      [tagPath(field), mention, mention, ...(condition?.values ?? [])],
    );
  }

  #numberRows({ column, shown }: NumberSource, condition: QueryCondition | null): ValueRow[] {
    const where = condition ? `track.id IN (${idsOf(condition)})` : 'track.present = 1';
    return this.#select(
      `SELECT shown AS key, shown AS value, sum(tracks) AS tracks FROM
        (SELECT ${shown('number')} AS shown, tracks FROM
          (SELECT ${column} AS number, count(*) AS tracks FROM ${tablesFor(column)} WHERE ${where} GROUP BY 1))
        WHERE shown IS NOT NULL AND shown <> '' GROUP BY 1`,
      condition?.values ?? [],
    );
  }

  #soundRows(condition: QueryCondition | null): ValueRow[] {
    const where = condition ? `track.id IN (${idsOf(condition)})` : 'track.present = 1';
    return this.#select(
      `SELECT finding AS key, finding AS value, count(*) AS tracks
        FROM sound_finding JOIN track ON track.file_id = sound_finding.file_id WHERE ${where} GROUP BY 1`,
      condition?.values ?? [],
    );
  }

  #select<Row = ValueRow>(sql: string, values: readonly unknown[]): Row[] {
    return this.#connection.prepare<unknown[], Row>(sql).all(...values);
  }
}

interface TextSource {
  readonly table: 'track' | 'track_genre';
  readonly key: string;
  readonly value: string;
  /** The column with the id of the track. */
  readonly track: string;
}

interface NumberSource {
  readonly column: string;
  /** SQL: a number as it is shown. */
  readonly shown: (number: string) => string;
}

/** SQL of the values of a field that tracks have as text; null for other fields. */
function textSource(field: string): TextSource | null {
  if (field === 'genre') return { table: 'track_genre', key: 'genre_key', value: 'genre', track: 'track_id' };
  const column = queryField(field);
  if (column?.kind !== 'text') return null;
  return { table: 'track', key: column.key, value: column.column, track: 'track.id' };
}

/** SQL of the values of a field that has a column of numbers. */
function numberSource(field: string): NumberSource {
  if (field === DECADE) return { column: 'track.year', shown: (year) => `(${year} / 10 * 10) || 's'` };
  const column = queryField(field);
  if (!column || !('column' in column)) throw new QueryError(`tracks cannot be counted by "${field}"`, 0);
  return { column: column.column, shown: shownNumber };
}

/** A whole number without its zero behind the point. */
function shownNumber(number: string): string {
  const whole = `CAST(${number} AS INTEGER)`;
  return `CAST(iif(${number} = ${whole}, ${whole}, ${number}) AS TEXT)`;
}

/** @throws QueryError */
function countedField(name: string): string {
  const field = canonicalName(name);
  if (isCounted(field)) return field;
  const near = nearest(name, [...COUNTED_FIELDS, ...declaredFields().map((one) => one.name)]);
  const hint = near === null ? '' : `; did you mean ${near}?`;
  throw new QueryError(`tracks cannot be counted by "${name}"${hint}`, 0);
}

/** What the tracks have to match; null for all. */
function conditionOf(
  connection: Connection,
  field: string,
  query: string,
  chosen: ChosenValues,
): QueryCondition | null {
  const rules = Object.entries(chosen).flatMap(([name, values]): Rule[] => {
    const other = countedField(name);
    return other === field || values.length === 0 ? [] : [{ any: values.map((value) => chosenRule(other, value)) }];
  });
  if (query.trim() === '' && rules.length === 0) return null;
  const asked = compileQuery(connection, query).condition;
  const playlists = new PlaylistConditions(connection);
  const others = rules.map((rule) => compileRule(simplified(rule), playlists, scopeOf(connection)));
  return { ...allOf([asked, ...others]), isPresent: [asked, ...others].some(({ isPresent }) => isPresent) };
}

function chosenRule(field: string, value: string): Rule {
  if (field !== DECADE) return { is: { field, text: value } };
  const from = Number(value.replace(/s$/, ''));
  return { range: { field: 'date', from, to: from + 9 } };
}
