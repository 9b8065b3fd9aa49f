/**
 * Puts the tracks that are similar in sound in the place of `like:`. The database does not know the vectors: the service
 * asks their thread before a query goes to the database. Queries that are kept (of smart playlists and of views in the
 * mount) are read where nobody can ask; for their `like:` the service keeps the answers in the table `similar_track`
 * (`kept-likes.ts`).
 */
import { parseQuery } from './parse.ts';
import { printQuery } from './print.ts';
import { EVERYTHING, QueryError, someRule, type Rule } from './rule.ts';

/** Tracks that one `like:` finds at most. */
export const MOST_ALIKE = 100;
/** `like:` in one query at most. */
const MOST_LIKES = 3;

/** Whether a query may ask for similar tracks, as a quick look tells. */
const MAY_ASK = /like:/i;

/**
 * @param similarTo the ids of the tracks similar to one, the most similar first
 * @returns the same query with the numbers of tracks in it; a query without `like:` as it is, mistakes included
 * @throws QueryError
 */
export async function resolveLikes(
  query: string,
  similarTo: (id: number) => Promise<readonly number[]>,
): Promise<string> {
  if (!MAY_ASK.test(query)) return query;
  const parsed = parseQuery(query);
  if (!someRule(parsed.rule, (part) => 'like' in part)) return query;
  const found = new Map<number, readonly number[]>();
  const asked = likesOf(parsed.rule);
  if (asked.length > MOST_LIKES) {
    throw new QueryError(`the query asks for tracks like ${asked.length} others; ${MOST_LIKES} is the most`, 0, query);
  }
  for (const id of asked) found.set(id, (await similarTo(id)).slice(0, MOST_ALIKE));
  return printQuery({ ...parsed, rule: replaced(parsed.rule, found) });
}

/** The tracks that a rule names by `like:`. */
export function likesOf(rule: Rule): number[] {
  const ids = new Set<number>();
  someRule(rule, (part) => {
    if ('like' in part) ids.add(part.like);
    return false;
  });
  return [...ids];
}

function replaced(rule: Rule, found: ReadonlyMap<number, readonly number[]>): Rule {
  if ('all' in rule) return { all: rule.all.map((part) => replaced(part, found)) };
  if ('any' in rule) return { any: rule.any.map((part) => replaced(part, found)) };
  if ('not' in rule) return { not: replaced(rule.not, found) };
  if (!('like' in rule)) return rule;
  const ids = found.get(rule.like) ?? [];
  if (ids.length === 0) return { not: EVERYTHING };
  return { any: ids.map((id) => ({ range: { field: 'id', from: id, to: id } })) };
}
