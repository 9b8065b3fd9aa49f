/** What the desktop shell asks of the page, where there is one: commands of menus and media keys, and what is to be opened. */
import { useEffect } from 'react';
import { runCommand } from '../commands/run-command.ts';
import { parseAddress } from '../navigation/address.ts';
import { goTo } from '../navigation/use-address.ts';

export function useMenu(): void {
  useEffect(() => window.descant?.onMenu(runCommand), []);
  useEffect(() => window.descant?.onOpen((search) => goTo(parseAddress(search))), []);
}
