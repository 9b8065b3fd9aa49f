/** Conditions that a number, a duration or a date lies in a range. */
import { said } from '../../model/messages.ts';
import { allOf, among, type Condition, type Scope } from './condition.ts';
import { keptField, queryField, type OrderedField } from './field-columns.ts';
import { QueryError, type Bound, type FieldRange } from './rule.ts';
import { tempoCondition, valueCondition } from './value-conditions.ts';
import { parseDate } from './values.ts';
import { canonicalName } from '../../../fuse/fields/find-field.ts';

/** Columns of the index `track_totals`. */
const IN_TOTALS: ReadonlySet<string> = new Set(['track.id', 'track.duration', 'track.bytes']);

/** @param now milliseconds since 1970 @throws QueryError */
export function rangeCondition(range: FieldRange, scope: Scope, now: number): Condition {
  const field = canonicalName(range.field);
  const column = queryField(field);
  if (!column || !('column' in column) || column.kind === 'text') {
    throw new QueryError(said('query-no-order', { field: range.field }), 0);
  }
  const plain = inColumn(range, column, now);
  if (scope !== 'catalogue') return plain;
  if (field === 'bpm') return tempoCondition((tempo) => inColumn(range, { kind: 'number', column: tempo }, now), plain);
  const kept = keptField(field);
  return kept ? valueCondition(field, inColumn(range, kept, now), plain, 'first') : plain;
}

function inColumn({ field, from, to }: FieldRange, column: OrderedField, now: number): Condition {
  if (column.date !== undefined && (typeof from === 'string' || typeof to === 'string')) {
    return allOf([
      ...datedEnd(column.column, column.date, from, '>='),
      ...datedEnd(column.column, column.date, to, '<='),
    ]);
  }
  const { rows } = column;
  const key = rows?.key ?? column.column;
  const isNarrow = IN_TOTALS.has(key);
  const conditions: Condition[] = [];
  const add = (comparison: string, value: number): void => {
    conditions.push({ sql: `${key} ${comparison} ?`, values: [value], isNarrow });
  };
  const low = boundOf(field, from, 'from', now);
  const high = boundOf(field, to, 'to', now);
  if (low !== null) add('>=', low);
  // A length of 4:30 means everything shown as 4:30, up to the next second.
  if (high !== null) add(column.kind === 'duration' ? '<' : '<=', column.kind === 'duration' ? high + 1 : high);
  if (conditions.length === 0) conditions.push({ sql: `${key} IS NOT NULL`, values: [] });
  const condition = allOf(conditions);
  return rows ? among(`${rows.select} ${condition.sql}`, condition.values) : condition;
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
  if (time === null) throw new QueryError(said('query-date', { text: bound, field }), 0);
  return time;
}
