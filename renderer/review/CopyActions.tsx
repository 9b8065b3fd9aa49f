/** What one can do with the copies of a recording: hide the others, merge their tags, move them to the trash, keep all. */
import { useState } from 'react';
import type { CopyGroup, Resolution } from '../../app/model/duplicates.ts';
import { Button } from '../controls/Button.tsx';
import { queries } from '../service/client.ts';
import { t } from '../words/text.ts';
import { resolveCopies } from './resolve-copies.ts';

interface CopyActionsProps {
  readonly group: CopyGroup;
  /** Kind of the copy that is kept: FLAC … */
  readonly kind: string;
  /** Fields and pictures that it can take from the others. */
  readonly merged: number;
  /** Called when the recording is settled, before it leaves the list. */
  readonly onSettled: () => void;
}

export function CopyActions({ group, kind, merged, onSettled }: CopyActionsProps) {
  // A decision holds until the list shows what follows: a second key press would decide about the same recording again.
  const [isDeciding, setDeciding] = useState(false);
  async function decide(action: Resolution, leaves: boolean): Promise<void> {
    if (isDeciding) return;
    setDeciding(true);
    if ((await resolveCopies([group], [action])) && leaves) {
      onSettled();
      await queries.refetchQueries({ queryKey: [['duplicates', 'recordings']], type: 'active' });
    }
    setDeciding(false);
  }
  return (
    <>
      <Button look="primary" aria-disabled={isDeciding} onClick={() => void decide('hide', true)}>
        {t('Hide the others')}
      </Button>
      {merged === 0 ? null : (
        <Button aria-disabled={isDeciding} onClick={() => void decide('merge-tags', false)}>
          {t('Merge {{count}} fields into the {{kind}}', { count: merged, kind })}
        </Button>
      )}
      <Button aria-disabled={isDeciding} onClick={() => void decide('trash', true)}>
        {t('Move the others to the trash')}
      </Button>
      <Button aria-disabled={isDeciding} onClick={() => void decide('keep-all', true)}>
        {t('Keep all')}
      </Button>
    </>
  );
}
