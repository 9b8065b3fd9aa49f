/**
 * Reports which pages are on screen: at once while the next page scrolls in, and at most every `DRAG_MS` while the
 * scrollbar is dragged across the list, so that pages that are only passed are not fetched.
 */
import { useEffect, useRef } from 'react';
import type { PageSpan } from './row-pages.ts';

const DRAG_MS = 100;

export function useReportedSpan({ first, last, backward }: PageSpan, onSpan: (span: PageSpan) => void): void {
  const reported = useRef<PageSpan>({ first: 0, last: 0, backward: false });
  const latest = useRef<PageSpan>({ first, last, backward });
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  useEffect(() => {
    latest.current = { first, last, backward };
    const report = (): void => {
      timer.current = null;
      reported.current = latest.current;
      onSpan(latest.current);
    };
    const isNear = first <= reported.current.last + 1 && last >= reported.current.first - 1;
    if (isNear && timer.current === null) report();
    else timer.current ??= setTimeout(report, DRAG_MS);
  }, [onSpan, first, last, backward]);

  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );
}
