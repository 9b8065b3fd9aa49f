/** How high the rows of a list are in pixels, where the list has to know: higher where a finger presses them. */
import { useLayoutEffect, useRef } from 'react';
import { useMedia } from './use-media.ts';

/** As `--touch` in tokens.css. */
const TOUCH_PX = 40;

/** Height of a row of the track table, as `--row` in tokens.css. */
export const ROW_PX = 30;

/** @param usual height for a pointer that is exact; the style of the row says `max(…, var(--touch))` */
export function useRowPx(usual: number): number {
  return useMedia('(pointer: coarse)') ? Math.max(usual, TOUCH_PX) : usual;
}

/** Lays rows out anew when their height changes: a tablet has lost its keyboard, or found it. */
export function useRowsLaidOut(virtualizer: { measure(): void }, rowPx: number): void {
  const laidOut = useRef(rowPx);
  useLayoutEffect(() => {
    if (laidOut.current === rowPx) return;
    laidOut.current = rowPx;
    virtualizer.measure();
  }, [virtualizer, rowPx]);
}
