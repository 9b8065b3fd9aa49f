/** The query of a command that changes what it finds. */
import { requireFinished } from '../../app/library/query/parse.ts';

/**
 * @param words the command's words that make the query
 * @throws QueryError for one that cannot be understood, and for `album:` and the like: with a shell's empty variable
 * behind it, it would mean every track
 */
export function finishedQuery(words: readonly string[]): string {
  const query = words.join(' ');
  requireFinished(query);
  return query;
}
