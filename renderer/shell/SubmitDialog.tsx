/** Asks whether tracks are submitted to AcoustID, and says before what would be sent, of how many, and what is left out. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { SubmissionPreview } from '../../app/model/submissions.ts';
import { Button } from '../controls/Button.tsx';
import { Dialog } from '../controls/Dialog.tsx';
import { Note } from '../controls/Note.tsx';
import { showToast } from '../messages/toasts.ts';
import { goTo } from '../navigation/use-address.ts';
import { amountOf, type TrackChoice } from '../selection/track-choice.ts';
import { api, errorWords, service } from '../service/client.ts';
import { submitTracks } from '../service/submit-tracks.ts';
import { previewLines } from '../words/submission-words.ts';
import { t } from '../words/text.ts';
import styles from './CopyDialog.module.css';

interface SubmitDialogProps {
  readonly tracks: TrackChoice;
  readonly onClose: () => void;
}

export function SubmitDialog({ tracks, onClose }: SubmitDialogProps) {
  const { data: state } = useQuery(api.submissions.state.queryOptions());
  const [preview, setPreview] = useState<SubmissionPreview | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const close = (): void => form.current?.closest('dialog')?.close();
  useEffect(() => {
    const look = new AbortController();
    service.submissions.preview.query(whereOf(tracks), { signal: look.signal }).then(setPreview, (error: unknown) => {
      if (!look.signal.aborted) setProblem(errorWords(error));
    });
    return () => look.abort();
  }, [tracks]);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    try {
      const queued = await submitTracks(whereOf(tracks));
      close();
      showToast(t('{{count}} tracks queued for AcoustID', { count: queued }), {
        action: { label: t('Show'), run: () => goTo({ page: 'activity' }) },
      });
    } catch (error) {
      setProblem(errorWords(error));
    }
  }

  const isOff = state?.isOn === false;
  return (
    <Dialog
      title={t('Submit {{count}} tracks to AcoustID', { count: amountOf(tracks) })}
      look="question"
      onClose={onClose}
    >
      <form ref={form} className={styles.form} onSubmit={(event) => void submit(event)}>
        <p>
          {t(
            'Sent are the fingerprint of the first two minutes, length, format and bitrate, and of the tags the MusicBrainz recording, title, artists, album, numbers and year. No audio and no paths.',
          )}
        </p>
        {preview === null ? (
          <p aria-live="polite">{problem === null ? t('Looking at the tracks …') : ''}</p>
        ) : (
          <ul aria-label={t('What is sent')}>
            {previewLines(preview).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        {isOff ? (
          <Note tone="problem">
            {t(
              'AcoustID takes submissions with two keys: your own, and that of an application. Enter both in Settings, under Services and keys.',
            )}
          </Note>
        ) : null}
        {problem === null ? null : (
          <Note tone="problem" urgent>
            {problem}
          </Note>
        )}
        <div className={styles.answers}>
          <Button onClick={close}>{t('Cancel')}</Button>
          {isOff ? (
            <Button
              look="primary"
              onClick={() => {
                close();
                goTo({ page: 'settings' });
              }}
            >
              {t('Open Settings')}
            </Button>
          ) : (
            <Button type="submit" look="primary" disabled={preview === null || preview.ready === 0}>
              {t('Submit')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

function whereOf(tracks: TrackChoice): { ids: number[] } | { query: string } {
  return 'ids' in tracks ? { ids: [...tracks.ids] } : { query: tracks.query };
}
