/**
 * The rows of a list that are on screen, fetched by (query, sort, offset) and kept by the cache.
 *
 * While the first page of another query is on its way, or when it is refused, the rows that were there stay:
 * nothing jumps, and a half-typed query never empties the table.
 */
import { keepPreviousData, useQueries, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { TrackPage } from '../../app/model/tracks.ts';
import type { SortOrder } from '../navigation/address.ts';
import { api, queries } from '../service/client.ts';
import { offsetsOf, PAGE_ROWS, type PageSpan } from './row-pages.ts';

export interface TrackPages {
  readonly pages: readonly TrackPage[];
  /** Of the whole list, as are duration (seconds) and bytes; `null` before anything has arrived. */
  readonly totals: { readonly tracks: number; readonly duration: number; readonly bytes: number } | null;
  /** The rows are those of the query before, until the ones asked for arrive. */
  readonly stale: boolean;
  readonly error: unknown;
}

/**
 * Options of one page; the facets ask for first pages with the same options, so that they share the answer.
 * @param asOf milliseconds since 1970; `null` for now
 */
export function pageOptions(query: string, sort: SortOrder, offset: number, asOf: number | null = null) {
  return api.tracks.list.queryOptions(
    { query, sort: [...sort], offset, limit: PAGE_ROWS, ...(asOf === null ? {} : { asOf }) },
    { trpc: { abortOnUnmount: true } },
  );
}

export function useTrackPages(query: string, sort: SortOrder, span: PageSpan, asOf: number | null = null): TrackPages {
  const total = queries.getQueryData(pageOptions(query, sort, 0, asOf).queryKey)?.total ?? null;
  const found = useQueries({
    queries: offsetsOf(span, total).map((offset) => ({
      ...pageOptions(query, sort, offset, asOf),
      placeholderData: keepPreviousData,
    })),
    combine,
  });
  const [last, setLast] = useState(found);
  if (found.pages.length > 0 && found !== last) setLast(found);
  return found.pages.length > 0 ? found : { ...last, stale: true, error: found.error };
}

function combine(results: readonly UseQueryResult<TrackPage, unknown>[]): TrackPages {
  const fresh = results.filter((result) => result.data !== undefined && !result.isPlaceholderData);
  const shown = (fresh.length > 0 ? fresh : results).flatMap((result) =>
    result.data === undefined ? [] : [result.data],
  );
  const first = shown[0];
  return {
    pages: shown,
    totals: first === undefined ? null : { tracks: first.total, duration: first.duration, bytes: first.bytes },
    stale: fresh.length === 0,
    error: results.find((result) => result.error !== null)?.error ?? null,
  };
}
