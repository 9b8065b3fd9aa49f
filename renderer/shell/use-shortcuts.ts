/** Calls commands by the keyboard. */
import { useEffect } from 'react';
import { focusOf } from '../commands/focus-of.ts';
import { runCommand } from '../commands/run-command.ts';
import { commandOfKey } from '../commands/shortcut.ts';

export function useShortcuts(): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      // While a dialog is open, the page behind it takes no keys.
      if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      const command = commandOfKey(
        { key: event.key, control: event.ctrlKey || event.metaKey, shift: event.shiftKey, alt: event.altKey },
        focusOf(event.target),
      );
      if (command === null) return;
      event.preventDefault();
      runCommand(command);
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
