/**
 * Shows a track in the library: selected and on screen, also where it is selected already and the list was scrolled on.
 * The list answers as soon as it is there (`library/use-start-row.ts`).
 */
import { create } from 'zustand';
import { goTo, useAddress } from '../navigation/use-address.ts';
import { service } from '../service/client.ts';

interface ShowRequests {
  /** How often it was asked for. */
  readonly asked: number;
  /** How many of these the list has seen. */
  readonly seen: number;
}

export const useShowRequests = create<ShowRequests>()(() => ({ asked: 0, seen: 0 }));

/** A search that hides the track is taken away. */
export async function showTrack(id: number): Promise<void> {
  const { query, sort } = useAddress.getState();
  const isHidden =
    query.trim() !== '' &&
    (await service.tracks.position.query({ query, sort: [...sort], id }).then(
      (index) => index === null,
      // The list says what is wrong.
      () => false,
    ));
  useShowRequests.setState(({ asked }) => ({ asked: asked + 1 }));
  goTo({ page: 'library', track: id, ...(isHidden ? { query: '' } : {}) });
}

/** The list shows what was asked for until now. */
export function seeShowRequests(): void {
  useShowRequests.setState(({ asked }) => ({ seen: asked }));
}
