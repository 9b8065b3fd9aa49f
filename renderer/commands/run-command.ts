/** What each command of the table does; those for tracks are in `track-commands.ts`. */
import {
  commandLabel,
  isTrackCommand,
  type CommandId,
  type GeneralCommandId,
  type OwnCommandId,
} from '../catalog/commands.ts';
import { PAGES } from '../catalog/pages.ts';
import { showToast } from '../messages/toasts.ts';
import { focusTarget } from '../navigation/focus-targets.ts';
import { goTo, useAddress } from '../navigation/use-address.ts';
import { playNext, playPrevious, seek, togglePlay, usePlayer } from '../playback/player.ts';
import { changeRepeat, toggleShuffle } from '../playback/queue-commands.ts';
import { toggleQueuePanel } from '../playback/queue-panel.ts';
import { chosenAmount, chosenTracks } from '../selection/track-choice.ts';
import { redo, undo } from '../service/edit-tracks.ts';
import { t } from '../words/text.ts';
import { focusOf } from './focus-of.ts';
import { openDialog } from './open-dialog.ts';
import { chooseSounds } from './recognise-files.ts';
import { runOnTracks } from './track-commands.ts';

const SEEK_STEP_S = 5;

const RUN: Readonly<Record<GeneralCommandId, () => void>> = {
  'add-folder': () => {
    goTo({ page: 'settings' });
    focusTarget('add-folder', true);
  },
  'export-library': () => openDialog({ kind: 'export', tracks: 'all' }),
  // A page with a search of its own has that; others lead to that of the library.
  find: () => {
    if (focusTarget('search')) return;
    goTo({ page: 'library' });
    focusTarget('search', true);
  },
  'explain-search': () => openDialog({ kind: 'query', query: useAddress.getState().query }),
  'as-of': () => openDialog({ kind: 'as-of' }),
  recognise: () => void chooseSounds(),
  palette: () => openDialog({ kind: 'palette', chosen: chosenAmount() }),
  // In a text field the desktop's menu means what was typed.
  undo: () => (isTyping() ? document.execCommand('undo') : void undo()),
  redo: () => (isTyping() ? document.execCommand('redo') : void redo()),
  'play-pause': () => onPlayback(togglePlay),
  'next-track': () => onPlayback(playNext),
  'previous-track': () => onPlayback(playPrevious),
  shuffle: toggleShuffle,
  repeat: changeRepeat,
  'show-queue': toggleQueuePanel,
  'seek-forward': () => seek(usePlayer.getState().position + SEEK_STEP_S),
  'seek-back': () => seek(usePlayer.getState().position - SEEK_STEP_S),
  'show-keys': () => openDialog({ kind: 'keys' }),
};

export function runCommand(command: CommandId): void {
  const page = PAGES.find(({ id }) => command === `page:${id}`);
  if (page !== undefined) goTo({ page: page.id });
  else if (isTrackCommand(command)) void onChosenTracks(command);
  else RUN[command as GeneralCommandId]();
}

async function onChosenTracks(command: OwnCommandId): Promise<void> {
  const tracks = await chosenTracks();
  if (tracks === null) showToast(t('{{command}}: select a track first.', { command: t(commandLabel(command)) }));
  else if (isTrackCommand(command)) await runOnTracks(command, tracks);
}

/** Does something with what plays; where nothing does and nothing waits, says how something would. */
function onPlayback(run: () => Promise<void>): void {
  const { track, queue } = usePlayer.getState();
  if (track !== null || (queue !== null && queue.entries.length > 0)) void run();
  else showToast(t('Nothing is playing. Double-click a track, or press Enter on it.'));
}

function isTyping(): boolean {
  return focusOf(document.activeElement) === 'text';
}
