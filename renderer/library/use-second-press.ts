/**
 * Tells the second press on a thing from a double click: what it does begins only when no further press has come in the
 * time in which people double-click.
 */
import { useCallback, useEffect, useRef } from 'react';

const DOUBLE_CLICK_MS = 350;

/**
 * @returns to be called with each press: `thing` names what is pressed, `act` is what its second press does, or `null`
 *   where it does nothing
 */
export function useSecondPress(): (thing: string, act: (() => void) | null) => void {
  const pressed = useRef('');
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const forget = useCallback((): void => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
  }, []);
  useEffect(() => forget, [forget]);

  return useCallback(
    (thing, act) => {
      forget();
      if (act !== null && thing === pressed.current) timer.current = setTimeout(act, DOUBLE_CLICK_MS);
      pressed.current = thing;
    },
    [forget],
  );
}
