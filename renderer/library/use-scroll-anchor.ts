/**
 * Keeps the rows on screen where they are while rows come and go above them, as during a scan: the row at the top
 * of the screen is followed to where it moves. At the very top of the list new rows are shown instead.
 */
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import type { TrackPage } from '../../app/model/tracks.ts';
import { indexOfTrack, rowAt } from './row-pages.ts';
import { TALLEST_PX } from './scroll-scale.ts';

interface Anchor {
  readonly listName: string;
  readonly id: number;
  readonly index: number;
}

/** @param listName another list begins anew, with nothing to follow */
export function useScrollAnchor(
  scroller: RefObject<HTMLElement | null>,
  pages: readonly TrackPage[],
  listName: string,
  rowPx: number,
): void {
  const anchor = useRef<Anchor | null>(null);

  useLayoutEffect(() => {
    const element = scroller.current;
    const followed = anchor.current;
    if (element === null || followed === null || followed.listName !== listName || element.scrollTop === 0) return;
    // Where scrolling is scaled, a row is less than a pixel of the scrollbar: nothing can be followed.
    if (element.scrollHeight >= TALLEST_PX) return;
    const index = indexOfTrack(pages, followed.id);
    if (index === null || index === followed.index) return;
    anchor.current = { ...followed, index };
    element.scrollBy({ top: (index - followed.index) * rowPx, behavior: 'instant' });
  }, [scroller, pages, listName, rowPx]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const remember = (): void => {
      const index = Math.floor(element.scrollTop / rowPx);
      const row = rowAt(pages, index);
      anchor.current = row === undefined ? null : { listName, id: row.id, index };
    };
    remember();
    element.addEventListener('scroll', remember, { passive: true });
    return () => element.removeEventListener('scroll', remember);
  }, [scroller, pages, listName, rowPx]);
}
