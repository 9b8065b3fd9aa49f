/**
 * Names in a query that mean no field. Any name may be a custom field, so a name outside the field table counts as a
 * field if one of the tracks has it. A mistyped name would otherwise match nothing, or everything where it is negated,
 * and look like an answer.
 */
import { allFields } from '../../../fuse/fields/declared-fields.ts';
import { canonicalName, findField } from '../../../fuse/fields/find-field.ts';
import { said, type Said } from '../../model/messages.ts';
import type { Connection } from '../../storage/connection.ts';
import { tagPath } from './field-columns.ts';
import { nearest } from './nearest.ts';
import { QueryError, type Rule } from './rule.ts';
import { tokenize } from './tokens.ts';

/** The fields that a rule names and the field table does not have. */
export function customFields(rule: Rule): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (name: string): void => {
    if (!findField(name)) names.add(canonicalName(name));
  };
  const walk = (part: Rule): void => {
    if ('all' in part) part.all.forEach(walk);
    else if ('any' in part) part.any.forEach(walk);
    else if ('not' in part) walk(part.not);
    else if ('contains' in part) add(part.contains.field);
    else if ('is' in part) add(part.is.field);
    else if ('spelled' in part) add(part.spelled.field);
    else if ('matches' in part) add(part.matches.field);
    else if ('has' in part) add(part.has);
  };
  walk(rule);
  return names;
}

/** Looks custom fields up among the tags. One per connection. */
export class CustomFields {
  readonly #connection: Connection;
  readonly #present = new Set<string>();
  /** Names that no track had in version `#version` of the database. */
  readonly #absent = new Set<string>();
  #version = -1;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * @param query the text that the rule was read from
   * @throws QueryError when the rule names a field that neither the table nor any track has
   */
  check(rule: Rule, query: string): void {
    for (const name of customFields(rule)) {
      if (!this.#isPresent(name)) throw new QueryError(unknownField(name), positionOf(name, query), query);
    }
  }

  #isPresent(name: string): boolean {
    const version = this.#connection.pragma('data_version', { simple: true }) as number;
    if (version !== this.#version) this.#absent.clear();
    this.#version = version;
    if (this.#present.has(name)) return true;
    if (this.#absent.has(name)) return false;
    const found = this.#search(name);
    (found ? this.#present : this.#absent).add(name);
    return found;
  }

  /** The text is searched first: reading each row as JSON takes several times as long. */
  #search(name: string): boolean {
    const has = (column: string): string => `instr(${column}, @text) > 0 AND json_type(${column}, @path) IS NOT NULL`;
    const found = this.#connection
      .prepare<[{ text: string; path: string }], number>(`
      SELECT EXISTS (SELECT 1 FROM file WHERE ${has('tags')})
        OR EXISTS (SELECT 1 FROM track WHERE overrides <> '{}' AND ${has('overrides')})`)
      .pluck()
      .get({ text: JSON.stringify(name), path: tagPath(name) });
    return found === 1;
  }
}

/** Where a query names a field; 0 where it does not. */
function positionOf(name: string, query: string): number {
  const isName = (text: string): boolean => text.toLowerCase() === name;
  const term = tokenize(query).find(
    ({ field, text }) => field === name || ((field === 'has' || field === 'missing') && isName(text)),
  );
  if (!term) return 0;
  return term.field === name ? term.position + Number(term.negated) : term.valueAt;
}

function unknownField(field: string): Said {
  const near = nearestField(field);
  return near === null ? said('query-field', { field }) : said('query-field-near', { field, near });
}

/** The name or alias of the field table that is nearest to a mistyped one; null where none is near. */
export function nearestField(name: string): string | null {
  return nearest(
    name,
    allFields().flatMap((field) => [field.name, ...field.aliases]),
  );
}
