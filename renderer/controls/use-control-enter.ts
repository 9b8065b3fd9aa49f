/** Presses the button that a dialog ends with by Ctrl+Enter, wherever in the dialog the focus is. */
import { useEffect, type RefObject } from 'react';

export function useControlEnter(button: RefObject<HTMLButtonElement | null>): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      button.current?.click();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [button]);
}
