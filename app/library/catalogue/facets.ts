/**
 * Counts tracks by the values of any field that has values in common between tracks. Spellings that differ in case,
 * accents, spaces and signs are one value, with the spellings told apart.
 */
import { canonicalName } from '../../../fuse/fields/find-field.ts';
import type { FacetGroup, FacetPage, FacetSort, FacetVariant } from '../../model/facets.ts';
import type { Connection } from '../../storage/connection.ts';
import { fold } from '../fold.ts';
import { naturalKey } from '../natural-key.ts';
import { PlaylistConditions } from '../playlists/playlist-conditions.ts';
import { compileQuery } from '../query/compile-query.ts';
import { FIELD_COLUMNS, queryField } from '../query/field-columns.ts';
import { nearest } from '../query/nearest.ts';
import { QueryError, type Rule } from '../query/rule.ts';
import { simplified } from '../query/simplify.ts';
import { compileRule, TRACK_TABLES, type Condition } from '../query/sql.ts';
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

interface ValueRow extends FacetVariant {
  readonly key: string;
}

interface KeyedGroup extends FacetGroup {
  readonly key: string;
}

/** No field, but counted by like one. */
const DECADE = 'decade';
/** Fields of numbers that nearly every track has one of its own of. */
const LEFT_OUT: ReadonlySet<string> = new Set(['id', 'albumid', 'size']);
/** How many lists are remembered between two changes of the database: pages of one list follow one another. */
const REMEMBERED = 16;

/** Every field that tracks can be counted by. */
export const COUNTED_FIELDS: readonly string[] = [
  'genre',
  ...VALUE_FIELDS,
  DECADE,
  ...[...FIELD_COLUMNS].flatMap(([name, { kind }]) =>
    (kind === 'text' || kind === 'number' || kind === 'flag') && !VALUE_FIELDS.includes(name) && !LEFT_OUT.has(name)
      ? [name]
      : [],
  ),
].filter((name) => name !== 'title');

export class FacetReader {
  readonly #connection: Connection;
  readonly #lists = new Map<string, readonly KeyedGroup[]>();
  #version = -1;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** @throws QueryError, also for a field that tracks cannot be counted by */
  page({ search, sort, variantsOnly, offset, limit, ...request }: FacetPageRequest): FacetPage {
    const field = countedField(request.field);
    const wanted = fold(search);
    const found = this.#groups(field, request).filter(
      ({ key, variants }) =>
        (!variantsOnly || variants.length > 1) &&
        (key.includes(wanted) || variants.some(({ value }) => fold(value).includes(wanted))),
    );
    const values = sort === 'name' ? found.toSorted(byName) : found;
    return {
      field,
      total: found.length,
      offset,
      values: values.slice(offset, offset + limit).map(({ key: _key, ...group }) => group),
    };
  }

  #groups(field: string, { query, chosen }: Pick<FacetPageRequest, 'query' | 'chosen'>): readonly KeyedGroup[] {
    const version = this.#connection.pragma('data_version', { simple: true }) as number;
    if (version !== this.#version || this.#lists.size >= REMEMBERED) this.#lists.clear();
    this.#version = version;
    const name = JSON.stringify([field, query, chosen]);
    const known = this.#lists.get(name);
    if (known) return known;
    const groups = grouped(this.#rows(field, conditionOf(this.#connection, field, query, chosen)));
    this.#lists.set(name, groups);
    return groups;
  }

  #rows(field: string, condition: Condition | null): ValueRow[] {
    const where = condition ?? { sql: 'track.present = 1', values: [] };
    const select = (sql: string, values: readonly unknown[]): ValueRow[] =>
      this.#connection.prepare<unknown[], ValueRow>(sql).all(...values);
    if (VALUE_FIELDS.includes(field)) {
      // The tracks first, all at once: SQLite would otherwise look for the value of each of them.
      const sql = condition
        ? `WITH matching AS MATERIALIZED (SELECT track.id FROM ${TRACK_TABLES} WHERE ${where.sql})
          SELECT key, value, count(*) AS tracks FROM matching CROSS JOIN track_value ON track_id = matching.id
            CROSS JOIN field_value ON field_value.id = value_id WHERE field = ? GROUP BY value_id`
        : `SELECT key, value, count(*) AS tracks FROM field_value JOIN track_value ON value_id = id
          WHERE field = ? GROUP BY id`;
      return select(sql, [...(condition?.values ?? []), field]);
    }
    const { key, value, more } = sourceOf(field);
    const tables = condition !== null || needsFile(value) ? TRACK_TABLES : 'track';
    return select(
      `SELECT ${key} AS key, ${value} AS value, count(*) AS tracks FROM ${tables} ${more} WHERE ${where.sql}
        GROUP BY 1, 2 HAVING value IS NOT NULL AND value <> ''`,
      where.values,
    );
  }
}

/** SQL of the values of a field that has a column or a table of its own. */
function sourceOf(field: string): { key: string; value: string; more: string } {
  if (field === 'genre') {
    const more = 'JOIN track_genre ON track_genre.track_id = track.id';
    return { key: 'track_genre.genre_key', value: 'track_genre.genre', more };
  }
  if (field === DECADE) {
    const value = "(track.year / 10 * 10) || 's'";
    return { key: value, value, more: '' };
  }
  const column = queryField(field);
  if (column?.kind === 'text') return { key: column.key, value: column.column, more: '' };
  if (!column || !('column' in column)) throw new QueryError(`tracks cannot be counted by "${field}"`, 0);
  // A whole number without its zero behind the point.
  const value = `CAST(iif(${column.column} = CAST(${column.column} AS INTEGER), CAST(${column.column} AS INTEGER), ${column.column}) AS TEXT)`;
  return { key: value, value, more: '' };
}

function needsFile(sql: string): boolean {
  return sql.includes('file.') || sql.includes('analysis.');
}

/** @throws QueryError */
function countedField(name: string): string {
  const field = canonicalName(name);
  if (COUNTED_FIELDS.includes(field)) return field;
  const near = nearest(name, COUNTED_FIELDS);
  const hint = near === null ? '' : `; did you mean ${near}?`;
  throw new QueryError(`tracks cannot be counted by "${name}"${hint}`, 0);
}

/** What the tracks have to match; null for all. */
function conditionOf(connection: Connection, field: string, query: string, chosen: ChosenValues): Condition | null {
  const rules = Object.entries(chosen).flatMap(([name, values]): Rule[] => {
    const other = countedField(name);
    return other === field || values.length === 0 ? [] : [{ any: values.map((value) => chosenRule(other, value)) }];
  });
  if (query.trim() === '' && rules.length === 0) return null;
  const asked = compileQuery(connection, query).condition;
  const playlists = new PlaylistConditions(connection);
  const others = rules.map((rule) => compileRule(simplified(rule), playlists));
  return {
    sql: [asked, ...others].map(({ sql }) => `(${sql})`).join(' AND '),
    values: [asked, ...others].flatMap(({ values }) => values),
  };
}

function chosenRule(field: string, value: string): Rule {
  if (field !== DECADE) return { is: { field, text: value } };
  const from = Number(value.replace(/s$/, ''));
  return { range: { field: 'date', from, to: from + 9 } };
}

/** Spellings of one value together, the most frequent value first. */
function grouped(rows: readonly ValueRow[]): KeyedGroup[] {
  const groups = new Map<string, ValueRow[]>();
  for (const row of rows) {
    const key = row.key.replaceAll(/[\s\p{P}\p{S}]+/gu, '') || row.key;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return Array.from(groups.values(), (spellings): KeyedGroup => {
    const sorted = spellings.sort((a, b) => b.tracks - a.tracks || compare(a.value, b.value));
    return {
      key: sorted[0]!.key,
      value: sorted[0]!.value,
      tracks: sorted.reduce((sum, { tracks }) => sum + tracks, 0),
      variants: sorted.map(({ value, tracks }) => ({ value, tracks })),
    };
  }).sort((a, b) => b.tracks - a.tracks || byName(a, b));
}

function byName(a: KeyedGroup, b: KeyedGroup): number {
  return compare(naturalKey(a.key), naturalKey(b.key));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
