/** The parts of a rule, which are changed one by one, and the query that they make together. */
import { service } from '../service/client.ts';
import type { ParsedQuery, Rule } from '../words/rule-words.ts';

/** Conditions of which all, or at least one, have to hold. */
export interface Joined {
  readonly how: 'all' | 'any';
  readonly parts: readonly Rule[];
}

/** The same as text. */
export interface JoinedTexts {
  readonly how: Joined['how'];
  readonly texts: readonly string[];
  /** What the query asks for beside conditions: an order, a limit. */
  readonly tail: string;
}

export function joinedParts(rule: Rule): Joined {
  if ('all' in rule) return { how: 'all', parts: rule.all };
  return 'any' in rule ? { how: 'any', parts: rule.any } : { how: 'all', parts: [rule] };
}

/** Asks the service how each part is written. */
export async function textsOf({ rule, sort, limit, seed }: ParsedQuery): Promise<JoinedTexts> {
  const { how, parts } = joinedParts(rule);
  const write = (part: Rule, more: object = { sort: [], limit: null, seed: null }): Promise<string> =>
    service.queries.print.query({ rule: part, ...more } as Parameters<typeof service.queries.print.query>[0]);
  const texts = parts.map(async (part) => ('any' in part ? `(${await write(part)})` : write(part)));
  return { how, texts: await Promise.all(texts), tail: await write({ all: [] }, { sort, limit, seed }) };
}

/** The query of the parts together; empty texts are left out. */
export function queryOf({ how, texts, tail }: JoinedTexts): string {
  const written = texts.filter((text) => text !== '');
  const conditions = written.join(how === 'all' ? ' ' : ' , ');
  return [conditions, tail].filter((text) => text !== '').join(' ');
}
