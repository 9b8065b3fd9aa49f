/** The read methods, with `like:` in their queries resolved: see `app/library/query/like.ts`. */
import { resolveLikes } from '../library/query/like.ts';
import type { Reads } from './read-methods.ts';

/** @param similarTo the ids of the tracks similar to one */
export function resolvedReads(read: Reads, similarTo: (id: number) => Promise<readonly number[]>): Reads {
  const methods = Object.entries(read).map(([name, call]) => [
    name,
    async (argument: never, signal?: AbortSignal) => {
      const { query } = (argument ?? {}) as { query?: unknown };
      const method = call as (argument: unknown, signal?: AbortSignal) => Promise<unknown>;
      if (typeof query !== 'string') return method(argument, signal);
      const resolved = await resolveLikes(query, similarTo);
      return method(resolved === query ? argument : Object.assign({}, argument, { query: resolved }), signal);
    },
  ]);
  return Object.fromEntries(methods) as unknown as Reads;
}
