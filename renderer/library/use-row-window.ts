/**
 * Which rows are on screen: TanStack Virtual over rows of one height, with scaled scrolling for lists that are
 * taller than an element can be.
 */
import { observeElementOffset, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { ROW_PX, useRowPx, useRowsLaidOut } from '../controls/use-row-px.ts';
import { mountedRows, type ScrollDirection } from './mounted-rows.ts';
import { offsetToShow, scrollScale } from './scroll-scale.ts';

export interface RowWindow {
  /** Height of a row in pixels. */
  readonly rowPx: number;
  /** Height of the scrolled element in pixels. */
  readonly height: number;
  /** Rows to show and where, in pixels from the top of the scrolled element. */
  readonly rows: readonly { readonly index: number; readonly top: number }[];
  readonly first: number;
  readonly last: number;
  readonly direction: ScrollDirection;
  readonly rowsOnScreen: number;
  /** Scrolls as little as needed to show a row. */
  show(index: number): void;
  toTop(): void;
}

export function useRowWindow(scroller: RefObject<HTMLDivElement | null>, total: number, active: number): RowWindow {
  const rowPx = useRowPx(ROW_PX);
  const [viewHeight, setViewHeight] = useState(600);
  const scale = scrollScale(total * rowPx, viewHeight);
  const scaleNow = useRef(scale);
  useLayoutEffect(() => {
    scaleNow.current = scale;
  });

  // oxlint-disable-next-line react/incompatible-library -- the rule is for the React compiler, which is not used
  const virtualizer = useVirtualizer({
    count: total,
    estimateSize: () => rowPx,
    getScrollElement: () => scroller.current,
    observeElementOffset: (instance, report) =>
      observeElementOffset(instance, (offset, scrolling) => report(scaleNow.current.toOffset(offset), scrolling)),
    scrollToFn: (offset, _options, instance) =>
      instance.scrollElement?.scrollTo({ top: scaleNow.current.toScroll(offset) }),
    rangeExtractor: ({ startIndex, endIndex, count }): number[] =>
      mountedRows({ first: startIndex, last: endIndex, count }, virtualizer.scrollDirection, active),
  });

  useRowsLaidOut(virtualizer, rowPx);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setViewHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);

  const show = useCallback(
    (index: number): void => {
      const element = scroller.current;
      if (element === null) return;
      const offset = scaleNow.current.toOffset(element.scrollTop);
      const target = offsetToShow(index, rowPx, offset, element.clientHeight);
      if (target !== offset) element.scrollTop = scaleNow.current.toScroll(target);
    },
    [scroller, rowPx],
  );

  const toTop = useCallback((): void => {
    if (scroller.current !== null) scroller.current.scrollTop = 0;
  }, [scroller]);

  const offset = virtualizer.scrollOffset ?? 0;
  const shift = scale.toScroll(offset) - offset;
  return {
    rowPx,
    height: scale.height,
    rows: virtualizer.getVirtualItems().map((item) => ({ index: item.index, top: item.start + shift })),
    first: virtualizer.range?.startIndex ?? 0,
    last: virtualizer.range?.endIndex ?? Math.ceil(viewHeight / rowPx),
    direction: virtualizer.scrollDirection,
    rowsOnScreen: Math.floor(viewHeight / rowPx),
    show,
    toTop,
  };
}
