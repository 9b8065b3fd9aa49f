/**
 * Ctrl+A for a list that is ordered by hand. It selects all rows wherever the focus is around the list, where the browser
 * would select the text of the page; text fields keep it.
 */
import { useEffect, useEffectEvent, type RefObject } from 'react';
import { focusOf } from '../commands/focus-of.ts';

/** @param ofPage whether the list is what the page is about: the key is then meant for it from everywhere but the panels beside it */
export function useSelectAll(scroller: RefObject<HTMLElement | null>, ofPage: boolean, selectAll: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const { key, target, ctrlKey, metaKey, shiftKey, altKey } = event;
    if (key.toLowerCase() !== 'a' || !(ctrlKey || metaKey) || shiftKey || altKey) return;
    if (!(target instanceof HTMLElement) || focusOf(target) === 'text' || event.defaultPrevented) return;
    if (document.querySelector('dialog[open]') !== null) return;
    const panel = target.closest('aside');
    if (ofPage ? panel !== null : panel === null || !panel.contains(scroller.current)) return;
    event.preventDefault();
    selectAll();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}
