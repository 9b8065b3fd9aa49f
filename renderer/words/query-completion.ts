/**
 * How the end of a query may go on: the name of a field (`gen` → `genre:`), or a value of it (`genre:fo` → `folk`). What
 * is offered stands behind the text; only a person takes it. Pure.
 */
import { queryParts } from './query-text.ts';

export interface Completion {
  /** What stands behind the typed text. */
  readonly shown: string;
  /** The query with it: a value with spaces gets its quotation marks. */
  readonly query: string;
}

/** Fewer letters begin too many words. */
const LEAST_LETTERS = 3;
const LETTERS = /^[\p{L}_]+$/u;
/** A value that is one of these signs, or has them, is no beginning of a value. */
const SIGNS = /[|*?]|\.\.|^:|^=/u;

/** The field and the beginning of a value at the end of a query; `null` where none is being typed. */
export function typedValueOf(query: string): { readonly field: string; readonly typed: string } | null {
  const [field, value] = queryParts(query).slice(-2);
  // Behind two colons stands a regular expression.
  if (field?.kind !== 'field' || value?.kind !== 'words' || field.text.includes('::')) return null;
  const isClosed = /^".*"$/su.test(value.text);
  const typed = value.text.replace(/^"/u, '');
  if (isClosed || typed === '' || SIGNS.test(typed)) return null;
  return { field: field.text.replace(/[:=]+$/u, ''), typed };
}

/** @param names of fields, the most usual first */
export function nameCompletion(query: string, names: readonly string[]): Completion | null {
  const [before, word] = queryParts(` ${query}`).slice(-2);
  if (word?.kind !== 'words' || before?.kind === 'field') return null;
  const typed = word.text.toLowerCase();
  if (!LETTERS.test(typed) || typed.length < LEAST_LETTERS) return null;
  const name = names.find((one) => one.startsWith(typed));
  if (name === undefined) return null;
  const shown = `${name.slice(typed.length)}:`;
  return { shown, query: query + shown };
}

/** @param values of the field, the most frequent first */
export function valueCompletion(query: string, values: readonly string[]): Completion | null {
  const term = typedValueOf(query);
  if (term === null) return null;
  const typed = term.typed.toLowerCase();
  const value = values.find((one) => one.length > typed.length && one.toLowerCase().startsWith(typed));
  if (value === undefined) return null;
  const isQuoted = query.at(-term.typed.length - 1) === '"';
  const start = query.slice(0, query.length - term.typed.length - (isQuoted ? 1 : 0));
  const needsQuotes = isQuoted || /[\s"|,()]/u.test(value);
  const written = needsQuotes ? `"${value.replaceAll('"', '""')}"` : value;
  return { shown: value.slice(typed.length) + (isQuoted ? '"' : ''), query: start + written };
}
