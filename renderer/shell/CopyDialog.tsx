/**
 * Asks into which folder tracks are copied, and how. The folder of the last time is offered again. What is wrong with
 * the folder is said here; the copying itself goes on behind, with its progress over the player.
 */
import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { CopyFormat } from '../../app/model/copies.ts';
import { Button } from '../controls/Button.tsx';
import { Choice } from '../controls/Choice.tsx';
import { Dialog } from '../controls/Dialog.tsx';
import { Note } from '../controls/Note.tsx';
import { Select } from '../controls/Select.tsx';
import { useRememberedText } from '../controls/use-remembered.ts';
import { FolderField } from '../folder-choice/FolderField.tsx';
import { amountOf, type TrackChoice } from '../selection/track-choice.ts';
import { errorWords } from '../service/client.ts';
import { copyTracks } from '../service/copy-tracks.ts';
import { t, type Text } from '../words/text.ts';
import styles from './CopyDialog.module.css';

const AS_THEY_ARE = '';
const FORMATS: readonly { readonly value: CopyFormat | typeof AS_THEY_ARE; readonly label: Text }[] = [
  { value: AS_THEY_ARE, label: 'Copy all files as they are' },
  { value: 'mp3', label: 'Convert lossless files to MP3' },
  { value: 'aac', label: 'Convert lossless files to AAC' },
  { value: 'opus', label: 'Convert lossless files to Opus' },
  { value: 'vorbis', label: 'Convert lossless files to Ogg Vorbis' },
  { value: 'flac', label: 'Convert other lossless files to FLAC' },
];

export function CopyDialog({ tracks, onClose }: { readonly tracks: TrackChoice; readonly onClose: () => void }) {
  const [usual, keep] = useRememberedText('copy-to', '');
  const [directory, setDirectory] = useState(usual);
  const [format, setFormat] = useState<CopyFormat | typeof AS_THEY_ARE>(AS_THEY_ARE);
  const [deletes, setDeletes] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  // What one types takes the place of the folder of the last time.
  useEffect(() => form.current?.querySelector('input')?.select(), []);
  const close = (): void => form.current?.closest('dialog')?.close();

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (directory.trim() === '') {
      setProblem(t('Name a folder.'));
      return;
    }
    try {
      await copyTracks({ directory, tracks, convert: format === AS_THEY_ARE ? null : format, deletes });
      keep(directory.trim());
      close();
    } catch (error) {
      setProblem(errorWords(error));
    }
  }

  return (
    <Dialog
      title={t('Copy {{count}} tracks to a folder', { count: amountOf(tracks) })}
      look="question"
      onClose={onClose}
    >
      <form ref={form} className={styles.form} onSubmit={(event) => void submit(event)}>
        <FolderField
          label={t('Folder')}
          value={directory}
          onChange={(path) => {
            setDirectory(path);
            setProblem(null);
          }}
          focused
        />
        <p>
          {t('The copies carry the tags of your library, under the names of the mount. Copies that are there stay.')}
        </p>
        <Select
          label={t('Format')}
          value={format}
          options={FORMATS.map(({ value, label }) => ({ value, label: t(label) }))}
          onChange={setFormat}
        />
        <Choice
          kind="checkbox"
          label={t('Delete other copies')}
          hint={t('Of the files in the folder that Descant has copied, those of other tracks go')}
          checked={deletes}
          onChange={setDeletes}
        />
        {problem === null ? null : (
          <Note tone="problem" urgent>
            {problem}
          </Note>
        )}
        <div className={styles.answers}>
          <Button onClick={close}>{t('Cancel')}</Button>
          <Button type="submit" look="primary">
            {t('Copy the tracks')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
