/**
 * A condition of a rule as its parts: a field, how its value is compared, and the value. They are chosen one by one, and
 * become a term of the query. Pure.
 */
import { fieldType, queryNames, typedField } from '../words/field-names.ts';
import { boundWords, type Rule, type TrackState } from '../words/rule-words.ts';
import type { Text } from '../words/text.ts';

/** How a value is compared. */
export type Comparison =
  | 'contains'
  | 'lacks'
  | 'is'
  | 'is-not'
  | 'least'
  | 'most'
  | 'within'
  | 'not-within'
  | 'yes'
  | 'no'
  | 'has'
  | 'has-none';

export interface Condition {
  /** A field, `state`, `playlist`, or `words` for words anywhere. */
  readonly about: string;
  readonly how: Comparison;
  /** What is typed; of `within` a number and a unit, `30d`. Empty where the comparison takes none. */
  readonly value: string;
}

/** What conditions can be about beside fields. */
export const NOT_FIELDS: readonly { readonly value: string; readonly label: Text }[] = [
  { value: 'words', label: 'Words anywhere' },
  { value: 'state', label: 'State' },
  { value: 'playlist', label: 'Playlist' },
];

const TEXTS: readonly Comparison[] = ['contains', 'lacks', 'is', 'is-not', 'has', 'has-none'];
const NUMBERS: readonly Comparison[] = ['is', 'is-not', 'least', 'most', 'has', 'has-none'];
const MOMENTS: readonly Comparison[] = ['within', 'not-within', 'least', 'most', 'has', 'has-none'];
const FLAGS: readonly Comparison[] = ['yes', 'no'];
const MEMBERS: readonly Comparison[] = ['is', 'is-not'];

/** Fields of numbers, dates and lengths are written as queries have them: `4`, `4:30`, `2024-05`. */
const BOUND = /^-?[\d.]+(?:[:-][\d.]+){0,2}$/u;
const AGO = /^\d{1,5}[hdwmy]$/u;

/** The comparisons that something can be compared by, the usual one first. */
export function comparisonsOf(about: string): readonly Comparison[] {
  if (about === 'words') return ['contains', 'lacks'];
  if (about === 'state' || about === 'playlist') return MEMBERS;
  const type = fieldType(about);
  if (type === 'boolean') return FLAGS;
  if (type === 'moment') return MOMENTS;
  return type === 'number' || type === 'date' || type === 'duration' ? NUMBERS : TEXTS;
}

/** Whether a comparison takes a value. */
export function takesValue(how: Comparison): boolean {
  return !['yes', 'no', 'has', 'has-none'].includes(how);
}

/** The term of a query; null while the value is not there yet, or is none of such a field. */
export function termOf({ about, how, value: typed }: Condition): string | null {
  const value = typed.trim();
  if (takesValue(how) && value === '') return null;
  const negated = how === 'lacks' || how === 'is-not' || how === 'no' ? '-' : '';
  if (about === 'words') return how === 'lacks' ? `-(${words(value)})` : words(value);
  if (about === 'state') return `${negated}is:${value}`;
  if (about === 'playlist') return `${negated}playlist:${quoted(value)}`;
  if (how === 'has') return `has:${quoted(about)}`;
  if (how === 'has-none') return `missing:${quoted(about)}`;
  if (how === 'yes' || how === 'no') return `${negated}${about}:1`;
  if (how === 'within') return AGO.test(value) ? `${about}:-${value}..` : null;
  if (how === 'not-within') return AGO.test(value) ? `${about}:..-${value}` : null;
  if (comparisonsOf(about) === TEXTS) return `${negated}${about}:${how.startsWith('is') ? '=' : ''}${quoted(value)}`;
  if (!BOUND.test(value)) return null;
  if (how === 'least') return `${about}:${value}..`;
  if (how === 'most') return `${about}:..${value}`;
  return `${negated}${about}:${value}`;
}

/** The parts of a condition; null for one that is more than that, which is edited as text. */
export function conditionOf(rule: Rule): Condition | null {
  const negative = 'not' in rule;
  const part = negative ? rule.not : rule;
  if ('has' in part) return { about: typedField(part.has), how: negative ? 'has-none' : 'has', value: '' };
  if ('state' in part) return { about: 'state', how: negative ? 'is-not' : 'is', value: part.state };
  if ('playlist' in part) return { about: 'playlist', how: negative ? 'is-not' : 'is', value: part.playlist };
  if ('words' in part) return { about: 'words', how: negative ? 'lacks' : 'contains', value: part.words };
  if ('contains' in part) {
    return { about: typedField(part.contains.field), how: negative ? 'lacks' : 'contains', value: part.contains.text };
  }
  if ('is' in part && part.is.text !== '') {
    return { about: typedField(part.is.field), how: negative ? 'is-not' : 'is', value: part.is.text };
  }
  return 'range' in part ? rangeCondition(part.range, negative) : null;
}

function rangeCondition(
  { field: named, from, to }: Extract<Rule, { range: unknown }>['range'],
  negative: boolean,
): Condition | null {
  const field = typedField(named);
  const isFlag = fieldType(field) === 'boolean';
  if (isFlag) return from === 1 && to === 1 ? { about: field, how: negative ? 'no' : 'yes', value: '' } : null;
  if (from !== null && from === to) {
    return { about: field, how: negative ? 'is-not' : 'is', value: boundWords(field, from) };
  }
  if (negative) return null;
  const ago = (bound: number | string): string | null => /^-(\d+[hdwmy])$/u.exec(String(bound))?.[1] ?? null;
  if (from !== null && to === null) {
    const within = ago(from);
    return within === null
      ? { about: field, how: 'least', value: boundWords(field, from) }
      : { about: field, how: 'within', value: within };
  }
  if (to !== null && from === null) {
    const within = ago(to);
    return within === null
      ? { about: field, how: 'most', value: boundWords(field, to) }
      : { about: field, how: 'not-within', value: within };
  }
  return null;
}

/** What a new condition, or one of another field, begins with. */
export function newCondition(about: string): Condition {
  const [how = 'contains'] = comparisonsOf(about);
  const value = about === 'state' ? ('edited' satisfies TrackState) : how === 'within' ? '30d' : '';
  return { about, how, value };
}

/** Fields that conditions can be about, in the order in which the inspector shows them. */
export function conditionFields(): readonly string[] {
  return queryNames().filter((name) => fieldType(name) !== null);
}

function words(text: string): string {
  return text
    .split(/\s+/u)
    .map((word) => (/^[\p{L}\p{N}]+$/u.test(word) ? word : quoted(word)))
    .join(' ');
}

/** In quotes where a query needs them: `printQuery` of the service does the same. */
function quoted(text: string): string {
  return /^[\p{L}\p{N}][\p{L}\p{N}\p{M}_.'&!?+/-]*$/u.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
}
