/** What one can do with the copies of a recording: hide the others, merge their tags, move them to the trash, keep all. */
import type { CopyGroup, Resolution } from '../../app/model/duplicates.ts';
import { Button } from '../controls/Button.tsx';
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
  async function settle(action: Resolution): Promise<void> {
    if (await resolveCopies([group], [action])) onSettled();
  }
  return (
    <>
      <Button look="primary" onClick={() => void settle('hide')}>
        {t('Hide the others')}
      </Button>
      {merged === 0 ? null : (
        <Button onClick={() => void resolveCopies([group], ['merge-tags'])}>
          {t('Merge {{count}} fields into the {{kind}}', { count: merged, kind })}
        </Button>
      )}
      <Button onClick={() => void settle('trash')}>{t('Move the others to the trash')}</Button>
      <Button onClick={() => void settle('keep-all')}>{t('Keep all')}</Button>
    </>
  );
}
