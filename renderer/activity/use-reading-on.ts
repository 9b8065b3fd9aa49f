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
