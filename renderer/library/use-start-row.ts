/**
 * Where a list opens: at its top; with a track in the address, at that track; and where its page was left and one comes
 * back to the same list, where it was scrolled to.
 */
import { useEffect, useRef, type RefObject } from 'react';
import { useAddress } from '../navigation/use-address.ts';
import { selectOne } from '../selection/selection.ts';
import { seeShowRequests, useShowRequests } from '../selection/show-track.ts';
import { select, useSelection } from '../selection/use-selection.ts';
import { service } from '../service/client.ts';

interface Opened {
  /** Changes with query and sort. */
  readonly listName: string;
  /** Rows that the list has by now; a row is shown as soon as it is there. */
  readonly total: number;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly toTop: () => void;
  /** Scrolls to a row by its index. */
  readonly show: (index: number) => void;
}

/** The list that was shown last, and its scroll position in pixels. */
let left: { readonly listName: string; readonly top: number } | null = null;

export function useStartRow({ listName, total, scroller, toTop, show }: Opened): void {
  const opened = useRef<string | null>(null);
  const awaited = useRef<number | null>(null);
  const awaitedTop = useRef<number | null>(null);
  const track = useAddress((address) => address.track);
  const asked = useShowRequests((requests) => requests.asked);

  useEffect(() => {
    if (opened.current === listName) return;
    const isAsked = useShowRequests.getState().seen !== asked;
    if (opened.current !== null) toTop();
    else if (!isAsked && left?.listName === listName) awaitedTop.current = left.top;
    else awaited.current = useSelection.getState().selection.active;
    opened.current = listName;
  }, [listName, toTop, asked]);

  useEffect(() => {
    const { ids, active } = useSelection.getState().selection;
    const isAsked = useShowRequests.getState().seen !== asked;
    seeShowRequests();
    const isSelected = track !== null && ids.size === 1 && ids.has(track);
    const isPlaced = active > 0 || awaitedTop.current !== null;
    if (track === null || (!isAsked && isSelected && isPlaced)) return undefined;
    let gone = false;
    // Only a change of the track in the address opens the list elsewhere: sorting or searching does not.
    const { query, sort } = useAddress.getState();
    void service.tracks.position
      .query({ query, sort: [...sort], id: track })
      .then((index) => {
        if (gone || useAddress.getState().track !== track) return undefined;
        awaited.current = index;
        select(selectOne(track, index ?? 0));
        return undefined;
      })
      .catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [track, asked]);

  useEffect(() => {
    const element = scroller.current;
    if (awaitedTop.current !== null && total > 0 && element !== null) {
      element.scrollTo({ top: awaitedTop.current, behavior: 'instant' });
      awaitedTop.current = null;
    }
    if (awaited.current === null || awaited.current >= total) return;
    show(awaited.current);
    awaited.current = null;
  });

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const remember = (): void => {
      left = { listName, top: element.scrollTop };
    };
    element.addEventListener('scroll', remember, { passive: true });
    return () => element.removeEventListener('scroll', remember);
  }, [scroller, listName]);
}
