/** Decides about the copies of all recordings at once, with what would change. */
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Resolution } from '../../app/model/duplicates.ts';
import { Button } from '../controls/Button.tsx';
import { Choice } from '../controls/Choice.tsx';
import { Dialog, DialogActions } from '../controls/Dialog.tsx';
import { Note } from '../controls/Note.tsx';
import { useControlEnter } from '../controls/use-control-enter.ts';
import { errorWords, service } from '../service/client.ts';
import { fieldLabel } from '../words/field-names.ts';
import { valuesToText } from '../words/field-text.ts';
import { printedKey } from '../words/printed-key.ts';
import { t } from '../words/text.ts';
import styles from './AllCopiesDialog.module.css';
import { resolveCopies } from './resolve-copies.ts';

/** Changes of tags that the preview lists. */
const SHOWN = 8;

type Others = 'hide' | 'trash' | 'leave';

interface AllCopiesDialogProps {
  readonly recordings: number;
  readonly onClose: () => void;
  readonly onSettled: () => void;
}

export function AllCopiesDialog({ recordings, onClose, onSettled }: AllCopiesDialogProps) {
  const [merges, setMerges] = useState(true);
  const [others, setOthers] = useState<Others>('hide');
  const applies = useRef<HTMLButtonElement>(null);
  useControlEnter(applies);
  const actions: Resolution[] = [...(merges ? (['merge-tags'] as const) : []), ...(others === 'leave' ? [] : [others])];
  const { data, error } = useQuery({
    queryKey: [['duplicates', 'resolveAll'], { actions }] as const,
    queryFn: async ({ signal }) => {
      const result = await service.duplicates.resolveAll.mutate({ actions, dryRun: true }, { signal });
      const changes = result.changes.filter(({ field }) => field !== 'hidden' && field !== 'trashed').slice(0, SHOWN);
      const ids = [...new Set(changes.map(({ trackId }) => trackId))];
      const rows = ids.length === 0 ? [] : await service.tracks.rows.query({ ids }, { signal });
      return { ...result, changes, titles: new Map(rows.map(({ id, title }) => [id, title])) };
    },
    enabled: actions.length > 0,
    gcTime: 0,
    retry: false,
  });
  const tracks = actions.length === 0 ? 0 : (data?.tracks ?? 0);
  const apply = async (): Promise<void> => {
    if (await resolveCopies(null, actions)) onSettled();
  };
  return (
    <Dialog title={t('The copies of {{count}} recordings', { count: recordings })} look="question" onClose={onClose}>
      <div className={styles.body}>
        <Choice
          kind="checkbox"
          label={t('Merge tags into the best copies')}
          hint={t('Fields, covers, ratings and plays that they lack')}
          checked={merges}
          onChange={setMerges}
        />
        <fieldset className={styles.others}>
          <legend>{t('The other copies')}</legend>
          <Choice
            kind="radio"
            name="others"
            label={t('Hide them')}
            hint={t('Lists and the mount leave them out')}
            checked={others === 'hide'}
            onChange={() => setOthers('hide')}
          />
          <Choice
            kind="radio"
            name="others"
            label={t('Move them to the trash')}
            hint={t('Their files stay; the trash lists them')}
            checked={others === 'trash'}
            onChange={() => setOthers('trash')}
          />
          <Choice
            kind="radio"
            name="others"
            label={t('Leave them')}
            hint={t('They stay in all lists')}
            checked={others === 'leave'}
            onChange={() => setOthers('leave')}
          />
        </fieldset>
        <section className={styles.preview} aria-label={t('What would change')} aria-busy={data === undefined}>
          {error === null ? null : (
            <Note tone="problem" urgent>
              {errorWords(error)}
            </Note>
          )}
          <p>
            {actions.length === 0
              ? t('Nothing would change.')
              : data === undefined
                ? t('Working out what would change …')
                : [
                    t('{{count}} tracks would change.', { count: data.tracks }),
                    ...(data.pictures > 0 ? [t('{{count}} covers are taken over.', { count: data.pictures })] : []),
                  ].join(' ')}
          </p>
          {actions.length === 0 || data === undefined ? null : (
            <ul>
              {data.changes.map(({ trackId, field, before, after }) => (
                <li key={`${trackId} ${field}`}>
                  <b>{data.titles.get(trackId) ?? ''}</b>{' '}
                  <span>
                    {`${fieldLabel(field)}: ${before === null ? '' : `${valuesToText(field, before)} → `}`}
                    <ins>{after === null ? '' : valuesToText(field, after)}</ins>
                  </span>
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
      <DialogActions>
        <Button type="submit">{t('Cancel')}</Button>
        <Button
          ref={applies}
          type="submit"
          look="primary"
          title={printedKey('Ctrl+Enter')}
          disabled={tracks === 0}
          onClick={() => void apply()}
        >
          {t('Change {{count}} tracks', { count: tracks })}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
