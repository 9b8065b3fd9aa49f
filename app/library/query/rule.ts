/**
 * A query as data: what the parser makes of a typed query, what a rule builder edits, and what becomes
 * SQL. Plain JSON.
 */
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
  /** Numbers, both ends inclusive; an absent end is open. Dates are milliseconds since 1970, durations seconds. */
  | { readonly range: { readonly field: string; readonly from: number | null; readonly to: number | null } }
  | { readonly has: string }
  | { readonly state: TrackStateName };

export interface FieldText {
  readonly field: string;
  readonly text: string;
}

/** What `is:` can ask for. */
export const TRACK_STATES = ['edited', 'missing', 'broken', 'lossless', 'analysed'] as const;
export type TrackStateName = (typeof TRACK_STATES)[number];

export interface SortTerm {
  readonly field: string;
  readonly descending: boolean;
}

export interface ParsedQuery {
  readonly rule: Rule;
  /** Sorting that the query itself asks for (`year- artist+`). */
  readonly sort: readonly SortTerm[];
}

/** A query that cannot be understood; `position` is where in the text. */
export class QueryError extends Error {
  readonly code = 'BAD_QUERY';
  readonly position: number;
  constructor(message: string, position: number) {
    super(message);
    this.name = 'QueryError';
    this.position = position;
  }
}

/** Everything. */
export const EVERYTHING: Rule = { all: [] };

/** Whether the rule asks for tracks whose file is missing; others leave them out. */
export function mentionsMissing(rule: Rule): boolean {
  if ('state' in rule) return rule.state === 'missing';
  if ('all' in rule) return rule.all.some(mentionsMissing);
  if ('any' in rule) return rule.any.some(mentionsMissing);
  return 'not' in rule && mentionsMissing(rule.not);
}
