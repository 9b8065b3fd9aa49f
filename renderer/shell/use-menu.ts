/** Commands of the desktop shell's menu, where there is one. */
import { useEffect } from 'react';
import type { MenuCommand } from '../bridge.d.ts';
import { goTo } from '../navigation/use-address.ts';
import { playNext, playPrevious, togglePlay } from '../playback/player.ts';
import { redo, undo } from '../service/edit-tracks.ts';
import { showKeys } from './keys.ts';
import { focusSearch } from './use-shortcuts.ts';

const COMMANDS: Readonly<Record<MenuCommand, () => void>> = {
  'add-folder': () => goTo({ view: 'folders' }),
  find: focusSearch,
  undo: () => (inText() ? document.execCommand('undo') : void undo()),
  redo: () => (inText() ? document.execCommand('redo') : void redo()),
  'play-pause': () => void togglePlay(),
  'next-track': () => void playNext(),
  'previous-track': () => void playPrevious(),
  'show-library': () => goTo({ view: 'library' }),
  'show-activity': () => goTo({ view: 'activity' }),
  'show-mount': () => goTo({ view: 'mount' }),
  'show-folders': () => goTo({ view: 'folders' }),
  'show-keys': showKeys,
};

export function useMenu(): void {
  useEffect(() => window.descant?.onMenu((command) => COMMANDS[command]()), []);
}

/** While text is edited, Undo means the typing. */
function inText(): boolean {
  return document.activeElement?.matches('input, textarea') ?? false;
}
