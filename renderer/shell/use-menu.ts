/** Calls commands by the menus and media keys of the desktop shell, where there is one. */
import { useEffect } from 'react';
import { runCommand } from '../commands/run-command.ts';

export function useMenu(): void {
  useEffect(() => window.descant?.onMenu(runCommand), []);
}
