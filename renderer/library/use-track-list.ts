/** The list of tracks that the address asks for: what has been fetched of it, and which pages of it are on screen. */
import { useCallback, useState } from 'react';
import { useAddress } from '../navigation/use-address.ts';
import { useThen } from '../navigation/use-then.ts';
import { isBadRequest } from '../service/client.ts';
import type { PageSpan } from './row-pages.ts';
import type { TrackList } from './use-grid-selection.ts';
import { useTrackPages, type TrackPages } from './use-track-pages.ts';

const TOP: PageSpan = { first: 0, last: 0, backward: false };

export interface ShownTracks {
  readonly list: TrackList;
  readonly totals: TrackPages['totals'];
  /** Why the query cannot be understood: said beside it; the rows of before stay. */
  readonly malformed: unknown;
  /** Why the list cannot be shown. */
  readonly problem: unknown;
  /** To be called with the pages that are on screen. */
  readonly onSpan: (span: PageSpan) => void;
}

export function useTrackList(): ShownTracks {
  const query = useAddress((address) => address.query);
  const sort = useAddress((address) => address.sort);
  const { asOf = null } = useThen();
  const listName = JSON.stringify([query, sort, asOf]);
  const [shown, setShown] = useState<{ readonly listName: string; readonly span: PageSpan }>({ listName, span: TOP });
  const span = shown.listName === listName ? shown.span : TOP;
  const { pages, totals, stale, error } = useTrackPages(query, sort, span, asOf);
  const onSpan = useCallback((next: PageSpan) => setShown({ listName, span: next }), [listName]);
  const isMalformed = isBadRequest(error);
  return {
    list: { query, sort, pages, total: totals?.tracks ?? 0, stale },
    totals,
    malformed: isMalformed ? error : null,
    problem: isMalformed ? null : error,
    onSpan,
  };
}
