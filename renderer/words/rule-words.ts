/** What a query means, in the page's language: conditions, and groups of them a step deeper. Pure. */
import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../app/api/router.ts';
import { clock } from './duration.ts';
import { fieldLabel, fieldType } from './field-names.ts';
import { t, type CountedText, type Text } from './text.ts';

export type ParsedQuery = inferRouterOutputs<AppRouter>['queries']['parse'];
export type Rule = ParsedQuery['rule'];
type Condition = Exclude<Rule, { all: unknown } | { any: unknown } | { not: unknown }>;
type Range = Extract<Rule, { range: unknown }>['range'];
type Bound = Range['from'];
export type TrackState = Extract<Rule, { state: unknown }>['state'];

export interface RuleLine {
  /** How many groups it stands in. */
  readonly depth: number;
  readonly text: string;
}

export const STATES: Readonly<Record<TrackState, Text>> = {
  edited: 'has been edited',
  missing: 'its file is missing',
  broken: 'its file cannot be read',
  lossless: 'is lossless',
  analysed: 'is analysed',
  duplicate: 'is there more than once',
  incomplete: 'belongs to an incomplete album',
  compilation: 'belongs to a compilation',
};

/** The units of a time before now, as queries write them. */
const UNITS: ReadonlyMap<string, CountedText> = new Map([
  ['h', 'the last {{count}} hours'],
  ['d', 'the last {{count}} days'],
  ['w', 'the last {{count}} weeks'],
  ['m', 'the last {{count}} months'],
  ['y', 'the last {{count}} years'],
]);

export function ruleLines(parsed: ParsedQuery): readonly RuleLine[] {
  const { rule } = parsed;
  const isAll = 'all' in rule && rule.all.length === 0;
  return [...(isAll ? [line(t('all tracks'))] : linesOf(rule)), ...orderWords(parsed).map(line)];
}

/** The order and the limit that a query asks for itself, each in words. */
export function orderWords({ sort, limit, seed }: ParsedQuery): readonly string[] {
  const sorted = sort.map(({ field, descending }) =>
    descending ? t('{{field}}, the greatest first', { field: fieldLabel(field) }) : fieldLabel(field),
  );
  return [
    ...(seed === null ? [] : [t('in random order {{seed}}', { seed: String(seed) })]),
    ...(sorted.length === 0 ? [] : [t('sorted by {{fields}}', { fields: sorted.join(' · ') })]),
    ...(limit === null ? [] : [t('{{count}} tracks at most', { count: limit })]),
  ];
}

/** A part of a rule in words: one condition, or a group of them in a line. */
export function ruleWords(rule: Rule): string {
  const [head, ...lines] = linesOf(rule);
  const inner = lines.map(({ text }) => text).join(' · ');
  return lines.length === 0 ? (head?.text ?? '') : `${head?.text ?? ''} ${inner}`;
}

const line = (text: string): RuleLine => ({ depth: 0, text });

function linesOf(rule: Rule): readonly RuleLine[] {
  if ('all' in rule) return group(t('all of these:'), rule.all);
  if ('any' in rule) return group(t('at least one of these:'), rule.any);
  if (!('not' in rule)) return [line(conditionWords(rule))];
  if ('has' in rule.not) return [line(t('{{field}} has no value', { field: fieldLabel(rule.not.has) }))];
  if ('contains' in rule.not) return [line(t('{{field}} does not contain “{{text}}”', named(rule.not.contains)))];
  if ('is' in rule.not && rule.not.is.text !== '') return [line(t('{{field}} is not “{{text}}”', named(rule.not.is)))];
  if ('any' in rule.not) return group(t('none of these:'), rule.not.any);
  const [first, ...rest] = linesOf(rule.not);
  return [line(t('not: {{condition}}', { condition: first?.text ?? '' })), ...rest];
}

function group(head: string, rules: readonly Rule[]): readonly RuleLine[] {
  return [line(head), ...rules.flatMap(linesOf).map(({ depth, text }) => ({ depth: depth + 1, text }))];
}

function conditionWords(rule: Condition): string {
  if ('words' in rule) return t('has the words “{{words}}”', rule);
  if ('contains' in rule) return t('{{field}} contains “{{text}}”', named(rule.contains));
  if ('is' in rule && rule.is.text === '') return t('{{field}} has no value', named(rule.is));
  if ('is' in rule) return t('{{field}} is “{{text}}”', named(rule.is));
  if ('spelled' in rule) return t('{{field}} is spelled “{{text}}”', named(rule.spelled));
  if ('matches' in rule) return t('{{field}} matches the expression “{{text}}”', named(rule.matches));
  if ('range' in rule) return rangeWords(rule.range);
  if ('has' in rule) return t('{{field}} has a value', { field: fieldLabel(rule.has) });
  if ('like' in rule) return t('sounds like track {{id}}', { id: String(rule.like) });
  if ('playlist' in rule) return t('is in the playlist “{{name}}”', { name: rule.playlist });
  return t(STATES[rule.state]);
}

/** `-30d` as “the last 30 days”; null for what is no time before now. */
function timeAgo(bound: Bound): string | null {
  const [, amount, unit = ''] = /^-(\d+)([hdwmy])$/.exec(String(bound)) ?? [];
  const words = UNITS.get(unit);
  return words === undefined ? null : t(words, { count: Number(amount) });
}

function named({ field, text }: { readonly field: string; readonly text: string }) {
  return { field: fieldLabel(field), text };
}

function rangeWords({ field: name, from, to }: Range): string {
  const field = fieldLabel(name);
  const [since, until] = [timeAgo(from), timeAgo(to)];
  if (since !== null && to === null) return t('{{field}} in {{time}}', { field, time: since });
  if (until !== null && from === null) return t('{{field}} not in {{time}}', { field, time: until });
  if (from !== null && from === to) return t('{{field}} is {{value}}', { field, value: boundWords(name, from) });
  if (from === null) return t('{{field}} is at most {{value}}', { field, value: boundWords(name, to) });
  if (to === null) return t('{{field}} is at least {{value}}', { field, value: boundWords(name, from) });
  const [first, last] = [boundWords(name, from), boundWords(name, to)];
  return t('{{field}} is from {{from}} to {{to}}', { field, from: first, to: last });
}

/** An end of a range as queries have it, too: seconds of a length as `4:30`. */
export function boundWords(field: string, bound: Bound): string {
  const isLength = fieldType(field) === 'duration' && Number.isInteger(bound);
  return isLength ? clock(Number(bound)) : String(bound);
}
