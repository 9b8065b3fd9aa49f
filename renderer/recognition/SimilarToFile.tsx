/** The tracks whose sound is closest to that of a file, whether or not it is in the library. */
import { useEffect, useState } from 'react';
import type { SimilarTrack } from '../../app/model/tracks.ts';
import { Cover } from '../controls/Cover.tsx';
import { Note } from '../controls/Note.tsx';
import { similarToFile } from '../service/sound-file.ts';
import { t } from '../words/text.ts';
import { TrackActions } from './MatchRow.tsx';
import styles from './RecogniseDialog.module.css';

const SHOWN = 10;

export function SimilarToFile({ file }: { readonly file: File }) {
  const [found, setFound] = useState<readonly SimilarTrack[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    similarToFile(file, SHOWN, { signal }).then(setFound, (error: Error) => {
      if (!signal.aborted) setProblem(error.message);
    });
    return () => abort.abort();
  }, [file]);
  return (
    <section className={styles.similar} aria-label={t('Sounds like it')}>
      <h4>{t('Sounds like it')}</h4>
      <div aria-live="polite">
        {problem !== null ? (
          <Note tone="problem">{problem}</Note>
        ) : found === null ? (
          <p>{t('Listening to it …')}</p>
        ) : found.length === 0 ? (
          <p>{t('No track of the library is similar.')}</p>
        ) : null}
      </div>
      <ul className={styles.matches}>
        {found?.map(({ track, score }) => (
          <li key={track.id} className={styles.match}>
            <Cover art={track.art} size={34} />
            <div className={styles.what}>
              <b>{track.title || track.fileName}</b>
              <span>{[track.artist, track.album].filter(Boolean).join(' · ')}</span>
            </div>
            <div className={styles.place}>
              <small>{t('{{percent}} percent similar', { percent: Math.round(score * 100) })}</small>
            </div>
            <TrackActions id={track.id} name={track.title || track.fileName} begin={0} />
          </li>
        ))}
      </ul>
    </section>
  );
}
