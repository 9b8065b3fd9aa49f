/** The menu of tracks, where one is open; its last item says what Undo would take back. */
import { useQuery } from '@tanstack/react-query';
import { COMMANDS, commandLabel, isTrackCommand, type CommandId } from '../catalog/commands.ts';
import { Menu } from '../controls/Menu.tsx';
import { api } from '../service/client.ts';
import { batchWords } from '../words/change-words.ts';
import { printedKey } from '../words/printed-key.ts';
import { amountOf } from '../selection/track-choice.ts';
import { t } from '../words/text.ts';
import { runCommand } from './run-command.ts';
import { runOnTracks } from './track-commands.ts';
import { closeTrackMenu, trackMenuItems, useTrackMenu, type OpenTrackMenu } from './track-menu.ts';

export function TrackMenu() {
  const open = useTrackMenu((state) => state.open);
  return open === null ? null : <OpenMenu {...open} />;
}

function OpenMenu({ at, tracks }: OpenTrackMenu) {
  const { data } = useQuery(api.history.list.queryOptions({ limit: 1 }));
  const last = data?.[0];
  const undo = {
    id: 'undo',
    label: t(commandLabel('undo')),
    icon: 'revert',
    keys: printedKey(COMMANDS.find(({ id }) => id === 'undo')?.keys[0] ?? ''),
    note: last === undefined ? undefined : batchWords(last),
    disabled: last === undefined,
  } as const;

  function choose(id: string): void {
    const command = id as CommandId;
    if (isTrackCommand(command)) void runOnTracks(command, tracks);
    else runCommand(command);
  }

  return (
    <Menu
      label={t('{{count}} tracks', { count: amountOf(tracks) })}
      groups={[...trackMenuItems(tracks), [undo]]}
      at={at}
      onChoose={choose}
      onClose={closeTrackMenu}
    />
  );
}
