/** The rows of a playlist that are on screen, by pages, and moving them before the service has answered. */
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import type { PlaylistPage } from '../../app/model/playlists.ts';
import type { OrderedEntry } from '../ordered-tracks/ordered-entry.ts';
import { api, queries } from '../service/client.ts';

const PAGE = 200;

const pageOptions = (id: number, offset: number) => api.playlists.page.queryOptions({ id, offset, limit: PAGE });

export interface PlaylistRows {
  /** `null` before anything has arrived. */
  readonly total: number | null;
  readonly error: unknown;
  entryAt(index: number): OrderedEntry | undefined;
}

export function usePlaylistRows(id: number, first: number, last: number): PlaylistRows {
  const offsets: number[] = [];
  for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page += 1) offsets.push(page * PAGE);
  return useQueries({
    queries: offsets.map((offset) => ({ ...pageOptions(id, offset), placeholderData: keepPreviousData })),
    combine: (results) => {
      const pages = results.flatMap(({ data, isPlaceholderData }) =>
        data === undefined || isPlaceholderData ? [] : [data],
      );
      return {
        total: pages[0]?.total ?? null,
        error: results.find(({ error }) => error !== null)?.error ?? null,
        entryAt: (index: number) => {
          const page = pages.find(({ offset, rows }) => index >= offset && index < offset + rows.length);
          const row = page?.rows[index - page.offset];
          return row === undefined ? undefined : { key: row.item ?? row.trackId, trackId: row.trackId, row: row.track };
        },
      };
    },
  });
}

/** Shows items at their new place at once, where the place and they are on one page. @param before index */
export function showMoved(id: number, items: readonly number[], before: number): void {
  const moving = new Set(items);
  for (const [key, page] of queries.getQueriesData<PlaylistPage>(api.playlists.page.queryFilter({ id, limit: PAGE }))) {
    if (page === undefined) continue;
    const at = before - page.offset;
    const moved = page.rows.filter(({ item }) => item !== null && moving.has(item));
    if (moved.length !== items.length || at < 0 || at > page.rows.length) continue;
    const stays = (row: PlaylistPage['rows'][number]): boolean => !moved.includes(row);
    const rows = [...page.rows.slice(0, at).filter(stays), ...moved, ...page.rows.slice(at).filter(stays)];
    queries.setQueryData(key, { ...page, rows });
  }
}
