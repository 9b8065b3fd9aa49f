/**
 * Asks in which form tracks are exported. What the library finds wrong is said here; the file itself is stored by the
 * browser, with its progress over the player.
 */
import { useRef, useState, type FormEvent } from 'react';
import type { ExportFormatName } from '../../app/model/export.ts';
import { Button } from '../controls/Button.tsx';
import { Choice } from '../controls/Choice.tsx';
import { Dialog } from '../controls/Dialog.tsx';
import { Note } from '../controls/Note.tsx';
import { amountOf, type TrackChoice } from '../selection/track-choice.ts';
import { errorWords } from '../service/client.ts';
import { exportTracks } from '../service/export-tracks.ts';
import { t, type Text } from '../words/text.ts';
import { momentOf } from '../words/as-of.ts';
import { AsOfField } from './AsOfField.tsx';
import styles from './CopyDialog.module.css';

interface Form {
  readonly format: ExportFormatName;
  readonly label: Text;
  readonly hint: Text;
}
const FORMS: readonly Form[] = [
  {
    format: 'csv',
    label: 'Table for spreadsheets (CSV)',
    hint: 'A row for each track, with the usual fields. No text is taken for a formula.',
  },
  { format: 'json', label: 'Everything, as one JSON object', hint: 'Tags, edits, pictures, technical facts and sound' },
  { format: 'jsonl', label: 'Everything, a line for each track', hint: 'JSON Lines: programs read it piece by piece' },
];

interface ExportDialogProps {
  /** `all` for the whole library, with the tracks whose file is missing. */
  readonly tracks: TrackChoice | 'all';
  /** The day as of whose end they are exported, to begin with; empty for now. */
  readonly asOf: string;
  readonly onClose: () => void;
}

export function ExportDialog({ tracks, asOf, onClose }: ExportDialogProps) {
  const [format, setFormat] = useState<ExportFormatName>('csv');
  const [history, setHistory] = useState(false);
  const [day, setDay] = useState(asOf);
  const [problem, setProblem] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const close = (): void => form.current?.closest('dialog')?.close();

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    try {
      await exportTracks({ where: whereOf(tracks), format, history, asOf: momentOf(day) ?? undefined });
      close();
    } catch (error) {
      setProblem(errorWords(error));
    }
  }

  return (
    <Dialog
      title={tracks === 'all' ? t('Export the library') : t('Export {{count}} tracks', { count: amountOf(tracks) })}
      look="question"
      onClose={onClose}
    >
      <form ref={form} className={styles.form} onSubmit={(event) => void submit(event)}>
        <fieldset className={styles.choices}>
          <legend>{t('Format')}</legend>
          {FORMS.map((one) => (
            <Choice
              key={one.format}
              kind="radio"
              name="export-format"
              label={t(one.label)}
              hint={t(one.hint)}
              checked={format === one.format}
              onChange={() => setFormat(one.format)}
            />
          ))}
        </fieldset>
        <Choice
          kind="checkbox"
          label={t('With the history')}
          hint={
            format === 'csv'
              ? t('A row for each edit in place of the rows of tracks')
              : t('Every edit of each track, the oldest first')
          }
          checked={history}
          onChange={setHistory}
        />
        <AsOfField label={t('As of (empty: now)')} value={day} onChange={setDay} />
        {problem === null ? null : (
          <Note tone="problem" urgent>
            {problem}
          </Note>
        )}
        <div className={styles.answers}>
          <Button onClick={close}>{t('Cancel')}</Button>
          <Button type="submit" look="primary">
            {t('Save the file')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function whereOf(tracks: TrackChoice | 'all'): Parameters<typeof exportTracks>[0]['where'] {
  if (tracks === 'all') return 'all';
  return 'ids' in tracks ? { ids: tracks.ids } : { query: tracks.query };
}
