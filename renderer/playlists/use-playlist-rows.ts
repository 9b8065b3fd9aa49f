/** The rows of a playlist that are on screen, by pages, and moving them before the service has answered. */
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PlaylistPage, PlaylistPlace } from '../../app/model/playlists.ts';
import type { TrackRow } from '../../app/model/tracks.ts';
import type { OrderedEntry } from '../ordered-tracks/ordered-entry.ts';
import { api, queries } from '../service/client.ts';

export const PAGE = 200;

const pageOptions = (id: number, offset: number) => api.playlists.page.queryOptions({ id, offset, limit: PAGE });

export interface PlaylistRows {
  /** `null` before anything has arrived. */
  readonly total: number | null;
  readonly error: unknown;
  /** The tracks of the pages that have arrived. */
  readonly pages: readonly (readonly TrackRow[])[];
  /** Of the rows on screen; of all of them once all have been asked for. */
  entryAt(index: number): OrderedEntry | undefined;
  /** Fetches the order of the whole playlist, which then stays known: selections reach beyond the screen. */
  readonly fetchAll: () => Promise<readonly OrderedEntry[]>;
}

export function usePlaylistRows(id: number, first: number, last: number): PlaylistRows {
  // The first page says how many rows there are while others are on their way: without it the list would collapse.
  const offsets = new Set([0]);
  for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page += 1) offsets.add(page * PAGE);
  const [all, setAll] = useState(false);
  const order = useQuery({ ...api.playlists.order.queryOptions({ id }), enabled: all }).data;
  async function fetchAll(): Promise<readonly OrderedEntry[]> {
    setAll(true);
    return (await queries.fetchQuery(api.playlists.order.queryOptions({ id }))).map((place) => entryOf(place));
  }
  const rows = useQueries({
    queries: [...offsets].map((offset) => ({ ...pageOptions(id, offset), placeholderData: keepPreviousData })),
    combine: (results) => {
      const pages = results.flatMap(({ data, isPlaceholderData }) =>
        data === undefined || isPlaceholderData ? [] : [data],
      );
      return {
        total: pages[0]?.total ?? null,
        error: results.find(({ error }) => error !== null)?.error ?? null,
        pages: pages.map((page) => page.rows.flatMap(({ track }) => track ?? [])),
        rowAt: (index: number) => {
          const page = pages.find((one) => index >= one.offset && index < one.offset + one.rows.length);
          return page?.rows[index - page.offset];
        },
      };
    },
  });
  return {
    total: rows.total,
    error: rows.error,
    pages: rows.pages,
    entryAt(index) {
      const row = rows.rowAt(index);
      if (row !== undefined) return entryOf(row, row.track);
      const place = order?.[index];
      return place === undefined ? undefined : entryOf(place);
    },
    fetchAll,
  };
}

function entryOf({ item, trackId }: PlaylistPlace, row?: OrderedEntry['row']): OrderedEntry {
  return { key: item ?? trackId, trackId, row };
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
