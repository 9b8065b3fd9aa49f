/** The albums that are on screen, fetched by pages and kept by the cache; what was there stays until others arrive. */
import { keepPreviousData, useQueries, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { AlbumFilter, AlbumPage, AlbumRow } from '../../app/model/albums.ts';
import type { Then } from '../navigation/use-then.ts';
import { api } from '../service/client.ts';
import type { AlbumOrder } from './album-order.ts';

const PAGE = 100;

export interface AlbumList extends Then {
  readonly query: string;
  readonly filter: AlbumFilter | null;
  readonly order: AlbumOrder;
}

export interface AlbumPages {
  /** Number of albums of the list; `null` before anything has arrived. */
  readonly total: number | null;
  /** The albums are those of the list before, until the ones asked for arrive. */
  readonly stale: boolean;
  readonly error: unknown;
  /** The album at an index, if it has been fetched. */
  at(index: number): AlbumRow | undefined;
}

/** @param first index of the first album on screen @param last index of the last one */
export function useAlbumPages({ order, ...list }: AlbumList, first: number, last: number): AlbumPages {
  const offsets: number[] = [];
  for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page += 1) offsets.push(page * PAGE);
  const found = useQueries({
    queries: offsets.map((offset) => ({
      ...api.albums.list.queryOptions({ ...list, ...order, offset, limit: PAGE }, { trpc: { abortOnUnmount: true } }),
      placeholderData: keepPreviousData,
    })),
    combine,
  });
  const [before, setBefore] = useState(found);
  if (found.total !== null && found !== before) setBefore(found);
  return found.total === null ? { ...before, stale: true, error: found.error } : found;
}

function combine(results: readonly UseQueryResult<AlbumPage, unknown>[]): AlbumPages {
  const fresh = results.filter(({ data, isPlaceholderData }) => data !== undefined && !isPlaceholderData);
  const pages = (fresh.length > 0 ? fresh : results).flatMap(({ data }) => data ?? []);
  return {
    total: pages[0]?.total ?? null,
    stale: fresh.length === 0,
    error: results.find(({ error }) => error !== null)?.error ?? null,
    at(index) {
      const page = pages.find(({ offset, rows }) => index >= offset && index < offset + rows.length);
      return page?.rows[index - page.offset];
    },
  };
}
