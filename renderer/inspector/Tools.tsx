/** What one does most with tracks, one click away: the commands of the table that stand as tools. */
import { isTrackCommand, toolCommands } from '../catalog/commands.ts';
import { runOnTracks } from '../commands/track-commands.ts';
import { printedKeyOf } from '../commands/track-menu.ts';
import { IconButton } from '../controls/Button.tsx';
import type { IconName } from '../controls/Icon.tsx';
import type { TrackChoice } from '../selection/track-choice.ts';
import { t } from '../words/text.ts';
import styles from './Tools.module.css';

interface ToolsProps {
  /** How many tracks they are for. */
  readonly tracks: number;
  /** Finds the tracks; `null` where the person does not want any. */
  readonly choose: () => Promise<TrackChoice | null>;
}

export function Tools({ tracks, choose }: ToolsProps) {
  return (
    <div className={styles.tools} role="toolbar" aria-label={t('With the selection')}>
      {toolCommands(tracks).map((command) => {
        const key = printedKeyOf(command);
        const label = t(command.label);
        return (
          <IconButton
            key={command.id}
            icon={command.icon as IconName}
            label={label}
            title={key === undefined ? label : `${label} · ${key}`}
            onClick={() => {
              const { id } = command;
              if (isTrackCommand(id)) void choose().then((chosen) => chosen && runOnTracks(id, chosen));
            }}
          />
        );
      })}
    </div>
  );
}
