/** From the text of a query to SQL, with its limit and its order. */
import { parseQuery } from './parse.ts';
import { QueryError, type SortTerm } from './rule.ts';
import { compileRule, compileSort, TRACK_TABLES, type Condition } from './sql.ts';
import type { CustomFields } from './unknown-fields.ts';

export interface CompiledQuery {
  readonly condition: Condition;
  readonly order: string;
}

/**
 * The query's own sorting goes before `sort`. A limit is part of the condition: it takes the first tracks in that order.
 * @param fields to refuse fields that no track has; null to leave them
 * @throws QueryError
 */
export function compileQuery(
  text: string,
  sort: readonly SortTerm[] = [],
  fields: CustomFields | null = null,
): CompiledQuery {
  const parsed = parseQuery(text);
  fields?.check(parsed.rule, text);
  const condition = compileRule(parsed.rule);
  const order = compileSort(parsed.sort.length > 0 ? parsed.sort : sort, parsed.seed);
  if (parsed.limit === null) return { condition, order };
  const { sql, values } = condition;
  return {
    condition: {
      sql: `track.id IN (SELECT track.id FROM ${TRACK_TABLES} WHERE ${sql} ORDER BY ${order} LIMIT ${parsed.limit})`,
      values,
    },
    order,
  };
}

/** Checks a query that is kept, as that of a view: tracks come one by one, so that it can neither count nor compare. */
export function checkViewQuery(text: string): void {
  const { rule, limit } = parseQuery(text);
  compileRule(rule);
  if (limit !== null) throw new QueryError('the query of a view has no limit', 0);
}
