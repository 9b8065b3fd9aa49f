/**
 * Where a list opens: at its top, or, when the page is opened or gone back to with a track in the address,
 * at that track.
 */
import { useEffect, useRef } from 'react';
import { useAddress } from '../navigation/use-address.ts';
import { selectOne } from '../selection/selection.ts';
import { select, useSelection } from '../selection/use-selection.ts';
import { service } from '../service/client.ts';

/**
 * @param listName changes with query and sort
 * @param total rows that the list has by now; a row is shown as soon as it is there
 * @param show scrolls to a row by its index
 */
export function useStartRow(listName: string, total: number, toTop: () => void, show: (index: number) => void): void {
  const opened = useRef<string | null>(null);
  const awaited = useRef<number | null>(null);
  const track = useAddress((address) => address.track);

  useEffect(() => {
    if (opened.current === listName) return;
    if (opened.current === null) awaited.current = useSelection.getState().selection.active;
    else toTop();
    opened.current = listName;
  }, [listName, toTop]);

  useEffect(() => {
    const { ids, active } = useSelection.getState().selection;
    if (track === null || (ids.size === 1 && ids.has(track) && active > 0)) return undefined;
    let left = false;
    // Only a change of the track in the address opens the list elsewhere: sorting or searching does not.
    const { query, sort } = useAddress.getState();
    void service.tracks.position
      .query({ query, sort: [...sort], id: track })
      .then((index) => {
        if (left || useAddress.getState().track !== track) return undefined;
        awaited.current = index;
        select(selectOne(track, index ?? 0));
        return undefined;
      })
      .catch(() => undefined);
    return () => {
      left = true;
    };
  }, [track]);

  useEffect(() => {
    if (awaited.current === null || awaited.current >= total) return;
    show(awaited.current);
    awaited.current = null;
  });
}
