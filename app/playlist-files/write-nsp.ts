/**
 * Writes the rule of a smart playlist for Navidrome (.nsp, JSON): from the rule tree of its query to conditions. What
 * Navidrome cannot say is an error that names it.
 */
import { findField } from '../../fuse/fields/find-field.ts';
import { rulingParts } from '../library/playlists/playlist-rule.ts';
import type { Bound, Rule } from '../library/query/rule.ts';
import { parseDate } from '../library/query/values.ts';
import type { PlaylistRule } from '../model/playlists.ts';
import { toNspField, unitOf } from './nsp-fields.ts';
import { PlaylistFileError } from './playlist-file.ts';

const DAY = 24 * 60 * 60 * 1000;
/** The literal text of an expression that is nothing else between its anchors. */
const LITERAL = /^(\^?)((?:\\[^\w\s]|[^\\^$.*+?()[\]{}|])+)(\$?)$/;

type Condition = Readonly<Record<string, unknown>>;
type Range = Extract<Rule, { readonly range: unknown }>['range'];

/** @throws PlaylistFileError, QueryError */
export function writeNsp(name: string, playlist: PlaylistRule, now = Date.now()): string {
  const { rule, sort, limit, seed } = rulingParts(playlist);
  if (limit !== null && limit.unit !== 'tracks') {
    throw new PlaylistFileError(`Navidrome limits the number of tracks, not ${limit.unit}`);
  }
  const conditions = conditionOf(rule, now);
  const order =
    seed === null
      ? sort.map(({ field, descending }) => `${descending ? '-' : ''}${toNspField(field)}`).join(',')
      : 'random';
  const top = 'all' in conditions || 'any' in conditions ? conditions : { all: [conditions] };
  const file = { name, ...top, ...(order === '' ? {} : { sort: order }), ...(limit && { limit: limit.count }) };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function conditionOf(rule: Rule, now: number): Condition {
  if ('all' in rule) return { all: rule.all.map((part) => conditionOf(part, now)) };
  if ('any' in rule) return { any: rule.any.map((part) => conditionOf(part, now)) };
  if ('not' in rule) return negated(rule.not, now);
  if ('contains' in rule) return on('contains', rule.contains.field, rule.contains.text);
  if ('is' in rule) return on('is', rule.is.field, valueOf(rule.is.text));
  if ('spelled' in rule) return on('is', rule.spelled.field, valueOf(rule.spelled.text));
  if ('matches' in rule) return anchored(rule.matches.field, rule.matches.text);
  if ('range' in rule) return rangeOf(rule.range, now);
  if ('has' in rule && findField(rule.has)?.name === 'picture') return { is: { hascoverart: true } };
  if ('words' in rule) throw refusal(`the words "${rule.words}" without a field; say in which, as title:${rule.words}`);
  throw refusal(
    'has' in rule
      ? `has:${rule.has}`
      : 'state' in rule
        ? `is:${rule.state}`
        : 'playlist' in rule
          ? `playlist:${rule.playlist}`
          : JSON.stringify(rule),
  );
}

/** The opposite of a rule. That of a group turns over its parts. */
function negated(rule: Rule, now: number): Condition {
  if ('all' in rule) return { any: rule.all.map((part) => negated(part, now)) };
  if ('any' in rule) return { all: rule.any.map((part) => negated(part, now)) };
  if ('not' in rule) return conditionOf(rule.not, now);
  const condition = conditionOf(rule, now);
  const [operator, operand] = Object.entries(condition)[0]!;
  const opposite = OPPOSITES.get(operator);
  if (opposite !== undefined) return { [opposite]: operand };
  const bounds = 'range' in rule ? rule.range : null;
  if (bounds?.to === null && typeof bounds.from === 'number') return measured('lt', bounds.field, bounds.from);
  if (bounds?.from === null && typeof bounds.to === 'number') return measured('gt', bounds.field, bounds.to);
  throw refusal(`the opposite of ${JSON.stringify(condition)}`);
}

const OPPOSITES: ReadonlyMap<string, string> = new Map([
  ['contains', 'notContains'],
  ['is', 'isNot'],
  ['inTheLast', 'notInTheLast'],
]);

function rangeOf({ field, from, to }: Range, now: number): Condition {
  if (typeof from === 'string' || typeof to === 'string') return datesOf({ field, from, to }, now);
  if (from !== null && from === to) return measured('is', field, from);
  if (from !== null && to !== null) {
    const unit = unitOf(findField(field)?.name ?? field);
    return { inTheRange: { [toNspField(field)]: [from / unit, to / unit] } };
  }
  if (from !== null) return { any: [measured('gt', field, from), measured('is', field, from)] };
  if (to !== null) return { any: [measured('lt', field, to), measured('is', field, to)] };
  // Any value at all: greater than nothing can be.
  return measured('gt', field, -1);
}

function datesOf({ field, from, to }: Range, now: number): Condition {
  const name = toNspField(field);
  const [start, end] = [timeOf(from, 'from', now), timeOf(to, 'to', now)];
  if (isRelative(from) && to === null) {
    const days = (now - start!) / DAY;
    if (Number.isInteger(days) && days >= 0) return { inTheLast: { [name]: days } };
  }
  if (isRelative(from) || isRelative(to)) {
    throw refusal(`a time of ${field} that moves, but for a number of whole days to now`);
  }
  const conditions = [
    ...(start === null ? [] : [{ after: { [name]: dayOf(start) } }]),
    // The end of a day is a millisecond before the next.
    ...(end === null ? [] : [{ before: { [name]: dayOf(end + 1) } }]),
  ];
  return conditions.length === 1 ? conditions[0]! : { all: conditions };
}

function isRelative(bound: Bound): boolean {
  return typeof bound === 'string' && /^[+-]/.test(bound);
}

function timeOf(bound: Bound, end: 'from' | 'to', now: number): number | null {
  return typeof bound === 'string' ? parseDate(bound, end, now) : bound;
}

function dayOf(time: number): string {
  const date = new Date(time);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function anchored(field: string, pattern: string): Condition {
  const [, start, text, end] = LITERAL.exec(pattern) ?? [];
  if (text === undefined || (start === '') === (end === '')) {
    throw refusal(`the regular expression ${pattern}; it knows how a text begins and how it ends`);
  }
  return on(start === '' ? 'endsWith' : 'startsWith', field, text.replaceAll(/\\(.)/g, '$1'));
}

function on(operator: string, field: string, value: unknown): Condition {
  return { [operator]: { [toNspField(field)]: value } };
}

function measured(operator: string, field: string, value: number): Condition {
  return on(operator, field, value / unitOf(findField(field)?.name ?? field));
}

function valueOf(text: string): string {
  if (text === '') throw refusal('a field without a value');
  return text;
}

function refusal(what: string): PlaylistFileError {
  return new PlaylistFileError(`Navidrome cannot say this: ${what}`);
}
