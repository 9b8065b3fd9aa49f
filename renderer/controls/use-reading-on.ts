/** A list that is read on: what was asked for is read on from its first row, for the button has moved, or is gone. */
import { useEffect, useRef } from 'react';

/**
 * @param shown rows that are there
 * @param focus moves the focus to a row, by its place in the list
 * @returns to be called when more rows are asked for
 */
export function useReadingOn(shown: number, focus: (at: number) => void): () => void {
  const first = useRef<number | null>(null);
  useEffect(() => {
    if (first.current === null || shown <= first.current) return;
    focus(first.current);
    first.current = null;
  }, [shown, focus]);
  return () => {
    first.current = shown;
  };
}

/** Moves the focus to a row of a list, or to the link in it. */
export function focusRow(list: Element | null, at: number): void {
  const row = list?.children[at];
  if (!(row instanceof HTMLElement)) return;
  const link = row.querySelector('a');
  if (link === null) row.tabIndex = -1;
  (link ?? row).focus({ preventScroll: true });
}
