/**
 * Parts of the page that commands and other parts move the focus to, by name: neither has to know the other's
 * elements. A part registers while it is shown.
 */
import { useEffect, useEffectEvent } from 'react';

export type FocusTarget = 'search' | 'tracks' | 'details' | 'history' | 'add-folder' | 'mend';

const shown = new Map<FocusTarget, () => void>();
/** What gets the focus as soon as it is shown. */
let awaited: FocusTarget | null = null;

/**
 * Moves the focus; where the target is not shown it stays where it is.
 * @param wait moves it as soon as the target is shown, for callers that have just asked for its page
 * @returns whether the target is shown
 */
export function focusTarget(target: FocusTarget, wait = false): boolean {
  const focus = shown.get(target);
  awaited = focus === undefined && wait ? target : null;
  focus?.();
  return focus !== undefined;
}

/** Registers a target. @param focus moves the focus into it @returns a function that takes it back */
export function registerFocusTarget(target: FocusTarget, focus: () => void): () => void {
  shown.set(target, focus);
  if (awaited === target) {
    awaited = null;
    focus();
  }
  return () => {
    if (shown.get(target) === focus) shown.delete(target);
  };
}

/** Registers a target for as long as the component is shown. */
export function useFocusTarget(target: FocusTarget, focus: () => void): void {
  const focusNow = useEffectEvent(focus);
  useEffect(() => registerFocusTarget(target, () => focusNow()), [target]);
}

/** Whether the focus has not gone elsewhere from an element: whoever went on while an answer was awaited stays there. */
export function isStillAt(element: Element | null): boolean {
  const focused = document.activeElement;
  return focused === null || focused === document.body || focused === element;
}
