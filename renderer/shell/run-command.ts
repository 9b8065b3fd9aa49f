/** What each command of the table does. */
import type { CommandId, OwnCommandId } from '../catalog/commands.ts';
import { PAGES } from '../catalog/pages.ts';
import { focusTarget } from '../navigation/focus-targets.ts';
import { goTo, useAddress } from '../navigation/use-address.ts';
import { playNext, playPrevious, seek, togglePlay, usePlayer } from '../playback/player.ts';
import { requestEdit } from '../selection/edit-requests.ts';
import { redo, undo } from '../service/edit-tracks.ts';
import { focusOf } from './focus-of.ts';
import { showKeysDialog } from './keys-dialog.ts';

const SEEK_STEP_S = 5;

const RUN: Readonly<Record<OwnCommandId, () => void>> = {
  'add-folder': () => goTo({ page: 'folders' }),
  find: () => {
    if (useAddress.getState().page !== 'library') goTo({ page: 'library' });
    focusTarget('search', true);
  },
  'edit-title': () => {
    focusTarget('details');
    requestEdit('title');
  },
  // In a text field the desktop's menu means what was typed.
  undo: () => (isTyping() ? document.execCommand('undo') : void undo()),
  redo: () => (isTyping() ? document.execCommand('redo') : void redo()),
  'play-pause': () => void togglePlay(),
  'next-track': () => void playNext(),
  'previous-track': () => void playPrevious(),
  'seek-forward': () => seek(usePlayer.getState().position + SEEK_STEP_S),
  'seek-back': () => seek(usePlayer.getState().position - SEEK_STEP_S),
  'show-keys': showKeysDialog,
};

export function runCommand(command: CommandId): void {
  const page = PAGES.find(({ id }) => command === `page:${id}`);
  if (page === undefined) RUN[command as OwnCommandId]();
  else goTo({ page: page.id });
}

function isTyping(): boolean {
  return focusOf(document.activeElement) === 'text';
}
