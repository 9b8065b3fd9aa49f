/** Asks the service again for what is shown, when an event says that it has changed. */
import type { Query, QueryClient, QueryFilters } from '@tanstack/react-query';

/** Queries whose first answer is waited for, to be asked for once more. */
const awaited = new WeakSet<Query>();

/**
 * Asks again for all that is shown of some queries; what is not shown is asked for when it is.
 *
 * A first answer that is on its way may be older than the event, but invalidating it does nothing: it is asked for once
 * more when it has come. To drop it would show nothing at all while events follow one another fast.
 * @param onShown called when what is shown has come
 */
export function askAgain(queries: QueryClient, filter: QueryFilters, onShown?: () => void): void {
  for (const query of queries.getQueryCache().findAll(filter)) {
    if (query.state.data === undefined && query.state.fetchStatus !== 'idle') void whenAnswered(queries, query);
  }
  void queries.invalidateQueries(filter).then(onShown);
}

async function whenAnswered(queries: QueryClient, query: Query): Promise<void> {
  if (awaited.has(query)) return;
  awaited.add(query);
  await query.promise?.catch(() => {});
  awaited.delete(query);
  await queries.invalidateQueries({ queryKey: query.queryKey, exact: true });
}
