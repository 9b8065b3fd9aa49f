/** Commands on the selected tracks of a list that is ordered by hand, by their keys and by the menu of tracks. */
import { useEffect, useEffectEvent, type RefObject } from 'react';
import { openTrackMenu } from '../commands/track-menu.ts';
import { useChoiceSource } from '../selection/track-choice.ts';

/**
 * @param on whether commands of the page are about this list
 * @param chosen ids of the tracks that commands are about
 * @param chosenAt the same, where the menu is opened at a row
 */
export function useRowMenu(
  on: boolean,
  scroller: RefObject<HTMLElement | null>,
  chosen: () => readonly number[],
  chosenAt: (index: number) => readonly number[],
): void {
  const ids = (): readonly number[] => (on ? chosen() : []);
  useChoiceSource(
    on
      ? {
          amount: () => ids().length,
          choose: () => Promise.resolve(ids().length === 0 ? null : { ids: ids() }),
        }
      : null,
  );
  const open = useEffectEvent((event: MouseEvent) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
    if (row === null) return;
    event.preventDefault();
    const box = row.getBoundingClientRect();
    // The menu key has no pointer: the menu opens at the row.
    const at = event.button === 2 ? { x: event.clientX, y: event.clientY } : { x: box.left + 40, y: box.bottom };
    openTrackMenu(at, { ids: chosenAt(Number(row.dataset['index'])) });
  });
  useEffect(() => {
    const element = scroller.current;
    if (!on || element === null) return undefined;
    const listener = (event: MouseEvent): void => open(event);
    element.addEventListener('contextmenu', listener);
    return () => element.removeEventListener('contextmenu', listener);
  }, [on, scroller]);
}
