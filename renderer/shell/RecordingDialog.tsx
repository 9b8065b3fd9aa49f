/** Asks before recordings become one, or tracks become another recording, with what is known of their sound. */
import { useQuery } from '@tanstack/react-query';
import type { RecordingEdit } from '../../app/model/recordings.ts';
import { Button } from '../controls/Button.tsx';
import { Dialog, DialogActions } from '../controls/Dialog.tsx';
import { Note } from '../controls/Note.tsx';
import { errorWords } from '../service/client.ts';
import { alikeWords, editRecordings, previewRecordings, type RecordingChange } from '../service/edit-recordings.ts';
import { t } from '../words/text.ts';
import styles from './CopyDialog.module.css';

interface RecordingDialogProps {
  readonly change: RecordingChange;
  readonly onClose: () => void;
}

export function RecordingDialog({ change, onClose }: RecordingDialogProps) {
  const { data, error } = useQuery({
    queryKey: [['recordings', change.kind], change] as const,
    queryFn: ({ signal }) => previewRecordings(change, signal),
    gcTime: 0,
    retry: false,
  });
  const merges = change.kind === 'merge';
  return (
    <Dialog
      title={merges ? t('Say that they are one recording') : t('Say that it is another recording')}
      look="question"
      onClose={onClose}
    >
      <div className={styles.form} aria-busy={data === undefined && error === null}>
        {error === null ? null : (
          <Note tone="problem" urgent>
            {errorWords(error)}
          </Note>
        )}
        {data === undefined ? null : (
          <>
            <p>{editWords(change, data.edit)}</p>
            <p>{alikeWords(data)}</p>
            <p>{t('Ratings and plays belong to recordings. Undo takes it back.')}</p>
          </>
        )}
      </div>
      <DialogActions>
        <Button type="submit">{t('Cancel')}</Button>
        <Button
          type="submit"
          look="primary"
          disabled={data === undefined || data.edit.tracks.length + data.edit.from.length === 0}
          onClick={() => void editRecordings(change)}
        >
          {merges ? t('Make them one') : t('Take them out')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function editWords({ kind }: RecordingChange, { from, tracks, gid }: RecordingEdit): string {
  if (kind === 'split') return t('{{count}} tracks become a recording of their own.', { count: tracks.length });
  if (from.length === 0) return t('They are one recording already.');
  return t('{{count}} tracks become part of the recording {{gid}}.', { count: tracks.length, gid: gid ?? '' });
}
