/**
 * Scrolling through more rows than an element can be tall.
 *
 * Chromium stops laying out near 33.5 million pixels, about 1.1 million rows of 30 px. Past a safe height the
 * scrollbar runs over a shorter element, and its position is scaled to the place in the list. Below it the
 * scale is exactly one, and every function here is the identity.
 */

/** Safe height of an element in pixels, with room below every browser's limit (Firefox: 17.8 million). */
export const TALLEST_PX = 16_000_000;

export interface ScrollScale {
  /** Height of the scrolled element in pixels. */
  readonly height: number;
  /** List offset (virtual pixels) at a scroll position. */
  toOffset(scrollTop: number): number;
  /** Scroll position for a list offset. */
  toScroll(offset: number): number;
}

/** The scale for a list of `listHeight` pixels seen through a window of `viewHeight` pixels. */
export function scrollScale(listHeight: number, viewHeight: number, tallest = TALLEST_PX): ScrollScale {
  const height = Math.min(listHeight, tallest);
  const scrollable = Math.max(0, height - viewHeight);
  const ratio = height === listHeight || scrollable === 0 ? 1 : (listHeight - viewHeight) / scrollable;
  return {
    height,
    toOffset: (scrollTop) => scrollTop * ratio,
    toScroll: (offset) => offset / ratio,
  };
}

/**
 * The offset that shows a row fully with the least movement; the present offset when it is in view already.
 * All in list pixels.
 */
export function offsetToShow(row: number, rowHeight: number, offset: number, viewHeight: number): number {
  const top = row * rowHeight;
  if (top < offset) return top;
  if (top + rowHeight > offset + viewHeight) return top + rowHeight - viewHeight;
  return offset;
}
