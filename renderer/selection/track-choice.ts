/**
 * The tracks that a command is about: some by their ids, or all that a query finds. The page that is shown says which
 * they are; without such a page there are none, so that no command reaches tracks that nobody sees.
 */
import { useEffect, useEffectEvent } from 'react';
import type { SortOrder } from '../navigation/address.ts';
import { service } from '../service/client.ts';

export type TrackChoice =
  | { readonly ids: readonly number[] }
  | { readonly query: string; readonly sort: SortOrder; readonly total: number };

interface ChoiceSource {
  /** How many tracks are chosen. */
  amount(): number;
  /** The tracks that are chosen; `null` where there are none, or the person does not want any. */
  choose(): Promise<TrackChoice | null>;
}

let shown: ChoiceSource | null = null;

/** Makes a page the one that says which tracks are chosen, for as long as it is shown; `null` leaves that to others. */
export function useChoiceSource(source: ChoiceSource | null): void {
  const amount = useEffectEvent(() => source?.amount() ?? 0);
  const choose = useEffectEvent(async () => (await source?.choose()) ?? null);
  const isOne = source !== null;
  useEffect(() => {
    if (!isOne) return undefined;
    const mine: ChoiceSource = { amount: () => amount(), choose: () => choose() };
    shown = mine;
    return () => {
      if (shown === mine) shown = null;
    };
  }, [isOne]);
}

/** How many tracks a command would be about. */
export function chosenAmount(): number {
  return shown?.amount() ?? 0;
}

/** The tracks that a command is about; `null` for none. */
export async function chosenTracks(): Promise<TrackChoice | null> {
  return (await shown?.choose()) ?? null;
}

/** How many tracks those are. */
export function amountOf(tracks: TrackChoice): number {
  return 'ids' in tracks ? tracks.ids.length : tracks.total;
}

/** Their ids, in order; the service is asked for those of a query. */
export async function idsOf(tracks: TrackChoice): Promise<readonly number[]> {
  return 'ids' in tracks ? tracks.ids : service.tracks.ids.query({ query: tracks.query, sort: [...tracks.sort] });
}
