/**
 * The one form of a rule that the parser makes: equal queries are equal rules, and printing and reading a rule again
 * leads to the same rule. Rules of a rule builder or of another program come through here, too: what no query can say is
 * refused.
 */
import { inForm } from '../../../fuse/fields/value-form.ts';
import { said } from '../../model/messages.ts';
import { fold } from '../fold.ts';
import { ExpressionError } from './expression-mistake.ts';
import { checkedExpression } from './expression.ts';
import { queryField, type QueryField } from './field-columns.ts';
import { EVERYTHING, QueryError, TRACK_STATES, type Bound, type FieldText, type Rule } from './rule.ts';
import { nearest } from './nearest.ts';
import { monthOrDay, parseDate, parseDuration, parseNumber } from './values.ts';

/** Names in front of a colon that are no fields. */
export const KEYWORDS: ReadonlySet<string> = new Set(['is', 'has', 'missing', 'like', 'playlist', 'limit', 'random']);

/** Deeper rules cannot be written: the parser allows as many parentheses. */
const MOST_DEPTH = 50;

type RangeKind = 'number' | 'duration' | 'date';

/** @throws QueryError for a rule that no query can say */
export function simplified(rule: Rule, depth = 0): Rule {
  if (depth > MOST_DEPTH) throw new QueryError('the rule is nested too deeply', 0);
  if ('all' in rule) return allOf(rule.all.map((part) => simplified(part, depth + 1)));
  if ('any' in rule) return anyOf(rule.any.map((part) => simplified(part, depth + 1)));
  if ('not' in rule) return { not: simplified(rule.not, depth + 1) };
  if ('words' in rule) return wordsOf(rule.words);
  if ('contains' in rule) return containing(rule.contains);
  if ('is' in rule) return being(rule.is);
  if ('spelled' in rule) return spelledAs(rule.spelled);
  if ('matches' in rule) return matching(rule.matches);
  if ('range' in rule) return between(rule.range.field, rule.range.from, rule.range.to);
  if ('has' in rule) return { has: fieldName(rule.has) };
  if ('like' in rule) return likeTrack(rule.like);
  if ('playlist' in rule) return inPlaylist(rule.playlist);
  return inState(rule.state);
}

/** Words come first, together; parts of parts are parts. */
function allOf(rules: readonly Rule[]): Rule {
  const parts = rules.flatMap((rule) => ('all' in rule ? rule.all : [rule]));
  const words = parts.flatMap((rule) => ('words' in rule ? [rule.words] : []));
  const others = parts.filter((rule) => !('words' in rule));
  const all = words.length > 0 ? [{ words: words.join(' ') }, ...others] : others;
  return all.length === 0 ? EVERYTHING : all.length === 1 ? all[0]! : { all };
}

function anyOf(rules: readonly Rule[]): Rule {
  const parts = rules.flatMap((rule) => ('any' in rule ? rule.any : [rule]));
  if (parts.length === 0) return { not: EVERYTHING };
  return parts.length === 1 ? parts[0]! : { any: parts };
}

function wordsOf(text: string): Rule {
  const words = text.split(/\s+/).filter((word) => word !== '');
  return words.length === 0 ? EVERYTHING : { words: words.join(' ') };
}

function containing({ field: name, text }: FieldText): Rule {
  const field = fieldName(name);
  if (text === '') return EVERYTHING;
  return asRange(field, text) ?? { contains: { field, text: fold(text) } };
}

function being({ field: name, text }: FieldText): Rule {
  const field = fieldName(name);
  return (text === '' ? null : asRange(field, text)) ?? { is: { field, text } };
}

function spelledAs({ field, text }: FieldText): Rule {
  return text === '' ? being({ field, text }) : { spelled: { field: fieldName(field), text } };
}

function matching({ field, text }: FieldText): Rule {
  if (text === '') return EVERYTHING;
  try {
    return { matches: { field: fieldName(field), text: checkedExpression(text) } };
  } catch (error) {
    if (error instanceof ExpressionError) throw new QueryError(error.said, error.position);
    throw error;
  }
}

function likeTrack(id: number): Rule {
  if (Number.isSafeInteger(id) && id > 0) return { like: id };
  throw new QueryError(said('query-like'), 0);
}

function inPlaylist(named: string): Rule {
  if (named.includes('\0')) throw new QueryError('the name of a playlist has no NUL character', 0);
  const playlist = named.trim();
  return playlist === '' ? EVERYTHING : { playlist };
}

function inState(text: string): Rule {
  const state = TRACK_STATES.find((name) => name === text.toLowerCase());
  if (state !== undefined) return { state };
  const near = nearest(text, TRACK_STATES);
  const states = TRACK_STATES.join(', ');
  throw new QueryError(
    near === null ? said('query-state', { states, text }) : said('query-state-near', { states, text, near }),
    0,
  );
}

/** The range that a text means in a field of numbers, durations or dates; null in other fields. */
function asRange(field: string, text: string): Rule | null {
  const column = queryField(field);
  if (column?.kind === 'flag') return flag(field, text);
  const kind = rangeKind(column);
  if (kind === null) return null;
  const dots = text.indexOf('..');
  const low = readBound(field, kind, dots < 0 ? text : text.slice(0, dots), 0);
  const high = dots < 0 ? low : readBound(field, kind, text.slice(dots + 2), dots + 2);
  return { range: { field, from: low, to: high } };
}

/** A yes or a no; no value counts as no. */
function flag(field: string, text: string): Rule {
  const value = inForm(text, 'flag');
  if (value === null) throw new QueryError(said('query-flag', { field, text }), 0);
  const yes: Rule = { range: { field, from: 1, to: 1 } };
  return value === '1' ? yes : { not: yes };
}

function readBound(field: string, kind: RangeKind, text: string, at: number): Bound {
  if (text === '') return null;
  const value = kind === 'duration' ? parseDuration(text) : parseNumber(text);
  if (kind === 'date' && parseDate(text, 'from', 0) !== null) return text;
  const day = isTagDate(field) ? monthOrDay(text) : null;
  if (day !== null) return day;
  if (kind === 'date' || value === null) {
    throw new QueryError(said(`query-${kind}`, { text, field }), at);
  }
  return value;
}

/** Whether the field is a date in a tag, which may be only a year. */
function isTagDate(field: string): boolean {
  const column = queryField(field);
  return column !== undefined && 'date' in column;
}

function between(name: string, from: Bound, to: Bound): Rule {
  const field = fieldName(name);
  const column = queryField(field);
  if (column?.kind === 'flag' && from === 1 && to === 1) return { range: { field, from, to } };
  const kind = rangeKind(column);
  if (kind === null) throw new QueryError(said('query-no-order', { field }), 0);
  const check = (bound: Bound): Bound => {
    if (bound === null) return null;
    if (typeof bound === 'string' && isTagDate(field)) return readBound(field, kind, bound, 0);
    if (kind === 'date' ? typeof bound !== 'string' : typeof bound !== 'number' || !Number.isFinite(bound)) {
      throw new QueryError(said(`query-${kind}`, { text: String(bound), field }), 0);
    }
    return typeof bound === 'string' ? readBound(field, kind, bound, 0) : bound;
  };
  return { range: { field, from: check(from), to: check(to) } };
}

function rangeKind(column: QueryField | undefined): RangeKind | null {
  return column && (column.kind === 'number' || column.kind === 'duration' || column.kind === 'date')
    ? column.kind
    : null;
}

/** @throws QueryError for a name that means something else in front of a colon */
function fieldName(name: string): string {
  const field = name.toLowerCase();
  if (field === '' || field.includes('\0')) throw new QueryError('a field has a name', 0);
  if (KEYWORDS.has(field)) throw new QueryError(`${field}: asks for something else than a field`, 0);
  return field;
}
