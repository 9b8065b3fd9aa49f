/**
 * A query as data: what the parser makes of a typed query, what a rule builder edits, and what becomes
 * SQL. Plain JSON.
 */
import { inEnglish, type Said } from '../../model/messages.ts';

export type Rule =
  | { readonly all: readonly Rule[] }
  | { readonly any: readonly Rule[] }
  | { readonly not: Rule }
  /** Words anywhere in title, artist, album, album artist, genre, composer or file name; each may be the beginning of a word. */
  | { readonly words: string }
  | { readonly contains: FieldText }
  /** Equal but for case and accents. */
  | { readonly is: FieldText }
  /** Equal in every character. */
  | { readonly spelled: FieldText }
  /** A regular expression (`expression.ts`), case-insensitive. */
  | { readonly matches: FieldText }
  | { readonly range: FieldRange }
  | { readonly has: string }
  | { readonly state: TrackStateName }
  /** The tracks of a playlist: its name, its name behind those of its folders (`Trips/Road`), or its number. */
  | { readonly playlist: string }
  /** Tracks similar in sound to this one: `like.ts`. */
  | { readonly like: number };

export interface FieldText {
  readonly field: string;
  readonly text: string;
}

/**
 * Both ends inclusive; an absent end is open. Numbers; seconds of a duration; a date as it is written (`-1w`, `2024-05`),
 * so that a rule means last week whenever it is asked.
 */
export interface FieldRange {
  readonly field: string;
  readonly from: Bound;
  readonly to: Bound;
}
export type Bound = number | string | null;

/** What `is:` can ask for. */
export const TRACK_STATES = [
  'edited',
  'missing',
  'broken',
  'lossless',
  'analysed',
  'duplicate',
  'incomplete',
  'compilation',
] as const;
export type TrackStateName = (typeof TRACK_STATES)[number];

export interface SortTerm {
  readonly field: string;
  readonly descending: boolean;
}

export interface ParsedQuery {
  readonly rule: Rule;
  /** Sorting that the query itself asks for (`year- artist+`). */
  readonly sort: readonly SortTerm[];
  /** How many tracks the query wants at most; null for all. */
  readonly limit: number | null;
  /** Random order, the same for the same seed; null for none. It goes before sorting. */
  readonly seed: number | null;
}

/** A query that cannot be understood; `position` is where in `query`, in characters from 0. */
export class QueryError extends Error {
  readonly code = 'BAD_QUERY';
  readonly position: number;
  /** The whole text, once it is known. */
  readonly query: string | undefined;
  /** The sentence for pages, which have it in their own language; null where it is English alone. */
  readonly said: Said | null;
  constructor(message: string | Said, position: number, query?: string) {
    super(typeof message === 'string' ? message : inEnglish(message));
    this.name = 'QueryError';
    this.said = typeof message === 'string' ? null : message;
    this.position = position;
    this.query = query;
  }

  /** The same error, elsewhere. */
  at(position: number, query?: string): QueryError {
    return new QueryError(this.said ?? this.message, position, query);
  }

  /** The same error, of this text. */
  of(query: string): QueryError {
    return this.at(this.position, query);
  }
}

/** Everything. */
export const EVERYTHING: Rule = { all: [] };

/** Whether the rule asks for tracks whose file is missing; others leave them out. */
export function mentionsMissing(rule: Rule): boolean {
  return someRule(rule, (part) => 'state' in part && part.state === 'missing');
}

/** Whether the rule means other tracks as time passes: `added:-1w..`. */
export function dependsOnTime(rule: Rule): boolean {
  const isRelative = (bound: Bound): boolean => typeof bound === 'string' && /^[+-]/.test(bound);
  return someRule(rule, (part) => 'range' in part && (isRelative(part.range.from) || isRelative(part.range.to)));
}

/** Whether a change of one track may make others match: a playlist may have a limit, and sounds are compared. */
export function dependsOnOthers(rule: Rule): boolean {
  return someRule(rule, (part) => 'playlist' in part || 'like' in part);
}

/** Whether the rule or a part of it is such a rule. */
export function someRule(rule: Rule, isWanted: (part: Rule) => boolean): boolean {
  if (isWanted(rule)) return true;
  if ('all' in rule) return rule.all.some((part) => someRule(part, isWanted));
  if ('any' in rule) return rule.any.some((part) => someRule(part, isWanted));
  return 'not' in rule && someRule(rule.not, isWanted);
}
