/** What a query means, in English lines: alternatives and conditions as an indented list. Pure. */
import type { Bound, ParsedQuery, Rule, TrackStateName } from '../../app/library/query/rule.ts';

const STATES: Readonly<Record<TrackStateName, string>> = {
  edited: 'has been edited',
  missing: 'its file is missing',
  broken: 'its file cannot be read',
  lossless: 'is lossless',
  analysed: 'is analysed',
  duplicate: 'is there more than once',
  incomplete: 'belongs to an incomplete album',
  compilation: 'belongs to a compilation',
};

export function queryWords({ rule, sort, limit, seed }: ParsedQuery): string[] {
  return [
    ...('all' in rule && rule.all.length === 0 ? ['all tracks'] : ruleWords(rule)),
    ...(seed === null ? [] : [`in random order ${seed}`]),
    ...(sort.length === 0
      ? []
      : [
          `sorted by ${sort.map(({ field, descending }) => `${field}${descending ? ', the greatest first' : ''}`).join(', then by ')}`,
        ]),
    ...(limit === null ? [] : [`${limit} at most`]),
  ];
}

function ruleWords(rule: Rule): string[] {
  if ('all' in rule) return group('all of these:', rule.all);
  if ('any' in rule) return group('at least one of these:', rule.any);
  if ('not' in rule) {
    if ('has' in rule.not) return [`${rule.not.has} has no value`];
    const [first = '', ...rest] = ruleWords(rule.not);
    return [`not: ${first}`, ...rest];
  }
  return [conditionWords(rule)];
}

function conditionWords(rule: Exclude<Rule, { all: unknown } | { any: unknown } | { not: unknown }>): string {
  if ('words' in rule) return `has the words “${rule.words}”`;
  if ('contains' in rule) return `${rule.contains.field} contains “${rule.contains.text}”`;
  if ('is' in rule && rule.is.text === '') return `${rule.is.field} has no value`;
  if ('is' in rule) return `${rule.is.field} is “${rule.is.text}”`;
  if ('spelled' in rule) return `${rule.spelled.field} is spelled “${rule.spelled.text}”`;
  if ('matches' in rule) return `${rule.matches.field} matches the expression “${rule.matches.text}”`;
  if ('range' in rule) return `${rule.range.field} is ${rangeWords(rule.range.from, rule.range.to)}`;
  if ('has' in rule) return `${rule.has} has a value`;
  if ('like' in rule) return `sounds like track ${rule.like}`;
  if ('playlist' in rule) return `is in the playlist “${rule.playlist}”`;
  return STATES[rule.state];
}

function rangeWords(from: Bound, to: Bound): string {
  if (from === to) return String(from);
  if (from === null) return `at most ${to}`;
  return to === null ? `at least ${from}` : `${from} to ${to}`;
}

function group(head: string, rules: readonly Rule[]): string[] {
  return [head, ...rules.flatMap((part) => ruleWords(part).map((line) => `  ${line}`))];
}
