/** The keys that matter most, and the way to the list of all. */
import { COMMANDS, commandLabel, type Command, type OwnCommandId } from '../catalog/commands.ts';
import { runCommand } from '../commands/run-command.ts';
import { Button } from '../controls/Button.tsx';
import { Key } from '../controls/Key.tsx';
import { printedKey } from '../words/printed-key.ts';
import { t } from '../words/text.ts';
import { Row } from './Row.tsx';

const SHOWN: readonly OwnCommandId[] = ['palette', 'find', 'play-pause', 'edit', 'undo', 'redo'];
const commands: readonly Command[] = COMMANDS;

export function Shortcuts() {
  return SHOWN.map((id) => {
    const { keys, tracks } = commands.find((command) => command.id === id)!;
    return (
      <Row
        key={id}
        name={t(commandLabel(id))}
        hint={tracks === undefined ? t('On every page') : t('Where tracks are selected')}
      >
        {keys.map((key) => (
          <Key key={key}>{printedKey(key)}</Key>
        ))}
      </Row>
    );
  });
}

export function AllShortcuts() {
  const amount = commands.filter(({ keys }) => keys.length > 0).length;
  return (
    <Button look="quiet" onClick={() => runCommand('show-keys')}>
      {t('All {{amount}} …', { amount })}
    </Button>
  );
}
