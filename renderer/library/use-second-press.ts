/**
 * Tells the second press on a thing from a double click: what it does begins only when no further press has come in the
 * time in which most people double-click. Where the system allows more time, or the page was busy, the second click of a
 * double click comes after that; then it is told as such, and what the press has begun can be taken back.
 */
import { useCallback, useEffect, useRef } from 'react';

const DOUBLE_CLICK_MS = 350;

export interface SecondPress {
  /**
   * To be called with each press.
   * @param thing names what is pressed
   * @param act what its second press does; `null` where it does nothing
   */
  readonly press: (thing: string, act: (() => void) | null) => void;
  /** To be called with each click before all else. @param clicks how many there were by now in quick succession */
  readonly click: (clicks: number) => void;
  /** Whether a double click has begun with the press that has acted. */
  readonly hasActed: () => boolean;
}

export function useSecondPress(): SecondPress {
  const acted = useRef(false);
  const pressed = useRef('');
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const forget = useCallback((): void => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
  }, []);
  // A key that is pressed meanwhile is what the person goes on with.
  useEffect(() => {
    window.addEventListener('keydown', forget, true);
    return () => {
      window.removeEventListener('keydown', forget, true);
      forget();
    };
  }, [forget]);

  const press = useCallback<SecondPress['press']>(
    (thing, act) => {
      forget();
      if (act !== null && thing === pressed.current) {
        timer.current = setTimeout(() => {
          acted.current = true;
          act();
        }, DOUBLE_CLICK_MS);
      }
      pressed.current = thing;
    },
    [forget],
  );
  const click = useCallback((clicks: number): void => {
    if (clicks < 2) acted.current = false;
  }, []);
  const hasActed = useCallback(() => acted.current, []);
  return { press, click, hasActed };
}
