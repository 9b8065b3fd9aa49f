/** Pages of a list around the rows that are on screen, looked up by their places. */
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useCallback, useState } from 'react';

/** Rows per page. */
export const PAGE = 100;

export interface RowPage<Row> {
  readonly offset: number;
  readonly rows: readonly Row[];
}

interface Pages<Row> {
  readonly rowAt: (index: number) => Row | undefined;
  readonly error: Error | null;
  readonly onRange: (first: number, last: number) => void;
  /** Rows of the pages that are known, in their order. */
  readonly known: readonly Row[];
}

/**
 * @param key of the cache; a change of what it concerns makes the pages stale
 * @param look looks a page up
 * @param chosen a row that is looked up wherever the list is scrolled to
 */
export function usePages<Row>(
  key: readonly [readonly string[], object],
  look: (offset: number, signal: AbortSignal) => Promise<readonly Row[]>,
  chosen: number | null,
): Pages<Row> {
  const [{ first, last }, setRange] = useState({ first: 0, last: 0 });
  const onRange = useCallback((from: number, to: number) => setRange({ first: from, last: to }), []);
  const pages = new Set(chosen === null ? [] : [Math.floor(chosen / PAGE)]);
  for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page += 1) pages.add(page);
  const [path, input] = key;
  const found = useQueries({
    queries: [...pages]
      .sort((a, b) => a - b)
      .map((page) => ({
        queryKey: [path, { ...input, offset: page * PAGE }] as const,
        queryFn: async ({ signal }: { signal: AbortSignal }): Promise<RowPage<Row>> => ({
          offset: page * PAGE,
          rows: await look(page * PAGE, signal),
        }),
        placeholderData: keepPreviousData,
      })),
  });
  return {
    onRange,
    error: found.find(({ error }) => error !== null)?.error ?? null,
    known: found.flatMap(({ data }) => data?.rows ?? []),
    rowAt(index) {
      const page = found.find(({ data }) => data !== undefined && index >= data.offset && index < data.offset + PAGE);
      return page?.data?.rows[index - page.data.offset];
    },
  };
}
