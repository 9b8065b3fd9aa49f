/**
 * Where a list opens: at its top, or, when the page is opened or gone back to with a track in the address,
 * at that track.
 */
import { useEffect, useRef } from 'react';
import { useAddress } from '../navigation/use-address.ts';
import { service } from '../service/client.ts';
import { selectOne } from './selection.ts';
import { select, useSelection } from './use-selection.ts';

/**
 * @param listName changes with query and sort
 * @param show scrolls to a place
 */
export function usePlaceInAddress(listName: string, toTop: () => void, show: (place: number) => void): void {
  const opened = useRef<string | null>(null);
  const track = useAddress((address) => address.track);

  useEffect(() => {
    const first = opened.current === null;
    if (opened.current === listName) return;
    opened.current = listName;
    if (!first) toTop();
  }, [listName, toTop]);

  useEffect(() => {
    const { ids, active } = useSelection.getState().selection;
    if (track === null) return undefined;
    if (ids.size === 1 && ids.has(track) && active > 0) return undefined;
    let left = false;
    // Only a change of the track in the address opens the list elsewhere: sorting or searching does not.
    const { query, sort } = useAddress.getState();
    void service.tracks.position.query({ query, sort: [sort], id: track }).then((place) => {
      if (left || useAddress.getState().track !== track) return undefined;
      select(selectOne(track, place ?? 0));
      if (place !== null) requestAnimationFrame(() => show(place));
      return undefined;
    }).catch(() => undefined);
    return () => {
      left = true;
    };
  }, [track, show]);
}
