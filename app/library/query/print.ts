/** Writes a query for a rule: reading it again leads to the same rule (`simplify.ts`). */
import { queryField } from './field-columns.ts';
import type { Bound, FieldRange, FieldText, ParsedQuery, Rule } from './rule.ts';
import { simplified } from './simplify.ts';

/** Words and values that mean the same without quotes. */
const PLAIN_WORD = /^[\p{L}\p{N}]+$/u;
const PLAIN_VALUE = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}_.'&!?+/-]*$/u;
const PLAIN_FIELD = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** @throws QueryError for a rule that no query can say */
export function printQuery({ rule, sort, limit, seed }: ParsedQuery): string {
  return [
    printRule(simplified(rule)),
    ...sort.map(({ field, descending }) => `${field}${descending ? '-' : '+'}`),
    ...(limit === null ? [] : [`limit:${limit}`]),
    ...(seed === null ? [] : [`random:${seed}`]),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** @param rule in its one form */
function printRule(rule: Rule): string {
  if ('any' in rule) return rule.any.map((part) => (isEverything(part) ? '()' : printRule(part))).join(' , ');
  if ('all' in rule) {
    return rule.all.map((part) => ('any' in part ? `(${printRule(part)})` : printRule(part))).join(' ');
  }
  if ('not' in rule) return 'has' in rule.not ? `missing:${value(rule.not.has)}` : `-${term(rule.not)}`;
  if ('words' in rule) return rule.words.split(' ').map(word).join(' ');
  if ('contains' in rule) return comparison(rule.contains, '');
  if ('is' in rule) return comparison(rule.is, '=');
  if ('spelled' in rule) return comparison(rule.spelled, '==');
  if ('matches' in rule) return comparison(rule.matches, ':');
  if ('range' in rule) return `${field(rule.range.field)}:${range(rule.range)}`;
  if ('has' in rule) return `has:${value(rule.has)}`;
  if ('like' in rule) return `like:${rule.like}`;
  if ('playlist' in rule) return `playlist:${value(rule.playlist)}`;
  return `is:${rule.state}`;
}

/** A rule as one term. */
function term(rule: Rule): string {
  const isOne = !('any' in rule || 'all' in rule || 'not' in rule || ('words' in rule && rule.words.includes(' ')));
  return isOne ? printRule(rule) : `(${printRule(rule)})`;
}

function isEverything(rule: Rule): boolean {
  return 'all' in rule && rule.all.length === 0;
}

function comparison({ field: name, text }: FieldText, operator: string): string {
  return `${field(name)}:${operator}${value(text)}`;
}

function field(name: string): string {
  return PLAIN_FIELD.test(name) ? name : quoted(name);
}

function word(text: string): string {
  return PLAIN_WORD.test(text) ? text : quoted(text);
}

function value(text: string): string {
  return PLAIN_VALUE.test(text) ? text : quoted(text);
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function range({ field: name, from, to }: FieldRange): string {
  const isOne = from !== null && from === to;
  return isOne ? bound(name, from) : `${bound(name, from)}..${bound(name, to)}`;
}

function bound(name: string, value: Bound): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  return queryField(name)?.kind === 'duration' && Number.isInteger(value) && value >= 60 && value < 360_000
    ? duration(value)
    : decimal(value);
}

function duration(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (part: number): string => String(part).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** A number without an exponent, which queries do not have. */
function decimal(value: number): string {
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(String(value));
  if (!parts) return String(value);
  const [, sign, first, rest = '', exponent] = parts;
  const places = Number(exponent);
  const digits = first + rest;
  return places < 0 ? `${sign}0.${'0'.repeat(-places - 1)}${digits}` : `${sign}${digits.padEnd(places + 1, '0')}`;
}
