/**
 * Which of the selected tracks the list shows. Their fields are what the details show: a search may hide tracks
 * that were selected before, and an edit asks whether it means those, too. The service decides, because a selection reaches
 * beyond the rows that have been fetched, and because an edit may take a track out of the list.
 */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSettled } from '../controls/use-settled.ts';
import { useAddress } from '../navigation/use-address.ts';
import { service } from '../service/client.ts';
import type { TrackChoice } from './track-choice.ts';
import { useSelection } from './use-selection.ts';

export interface ShownTracks {
  /** `null` until the service has answered for this selection. */
  readonly tracks: TrackChoice | null;
  /** Number of selected tracks that the list does not show. */
  readonly hidden: number;
  /** Whether the answer belongs to the query before: nothing may be edited by it. */
  readonly pending: boolean;
  readonly error: unknown;
}

const SETTLE_MS = 150;

const numbers = new WeakMap<ReadonlySet<number>, number>();
let lastNumber = 0;

/** Number of a set of ids, for keys of the cache: the ids themselves may be hundreds of thousands. */
function numberOf(ids: ReadonlySet<number>): number {
  const number = numbers.get(ids) ?? (lastNumber += 1);
  numbers.set(ids, number);
  return number;
}

/** @returns what the list shows of the selection; of one track without a query it is taken to be shown */
export function useShownTracks(): ShownTracks {
  const { ids: selected, list } = useSelection((state) => state.selection);
  const query = useAddress((address) => address.query);
  const ids = useSettled(selected, SETTLE_MS);
  const settled = ids === selected;
  const asked = settled && (ids.size > 1 || (ids.size === 1 && query.trim() !== ''));
  const selection = numberOf(ids);
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: [['tracks', 'matching'], { selection, query }] as const,
    queryFn: ({ signal }) => service.tracks.matching.query({ query, ids: [...ids] }, { signal }),
    enabled: asked,
    // Fields stay on screen while a query is typed.
    placeholderData: (before, of) => (of?.queryKey[1].selection === selection ? before : undefined),
  });
  const whole = useMemo(() => ({ ids: [...ids] }), [ids]);
  const found = useMemo(() => ({ ids: data ?? [] }), [data]);
  if (list !== null) {
    const isShown = list.query === query;
    return { tracks: isShown ? list : null, hidden: 0, pending: !isShown, error: null };
  }
  if (!settled) return { tracks: null, hidden: 0, pending: true, error: null };
  if (!asked) return { tracks: whole, hidden: 0, pending: false, error: null };
  if (data === undefined) return { tracks: null, hidden: 0, pending: true, error };
  return { tracks: found, hidden: ids.size - data.length, pending: isPlaceholderData, error };
}
