/** One file: how far it is, what was found, and what finding nothing may mean. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../controls/Button.tsx';
import { Note } from '../controls/Note.tsx';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { api } from '../service/client.ts';
import type { HeardFile } from '../service/heard-files.ts';
import { recogniser } from '../service/recognise-files.ts';
import { count, fileSize } from '../words/amounts.ts';
import { t } from '../words/text.ts';
import { MatchRow } from './MatchRow.tsx';
import styles from './RecogniseDialog.module.css';
import { SimilarToFile } from './SimilarToFile.tsx';

export function HeardFileView({ heard }: { readonly heard: HeardFile }) {
  const { key, file, state } = heard;
  const [compares, setCompares] = useState(false);
  const isOpen = state.kind === 'waiting' || state.kind === 'asking';
  return (
    <article className={styles.file} aria-label={file.name}>
      <header>
        <h3>{file.name}</h3>
        <small>{fileSize(file.size)}</small>
        {isOpen ? (
          <Button
            size="small"
            onClick={() => recogniser.cancel(key)}
            aria-label={t('Cancel: {{name}}', { name: file.name })}
          >
            {t('Cancel')}
          </Button>
        ) : state.kind === 'found' ? (
          <Button size="small" icon="similar" aria-expanded={compares} onClick={() => setCompares(!compares)}>
            {t('Find what sounds like it')}
          </Button>
        ) : (
          <Button
            size="small"
            onClick={() => recogniser.again(key)}
            aria-label={t('Try again: {{name}}', { name: file.name })}
          >
            {t('Try again')}
          </Button>
        )}
      </header>
      <div aria-live="polite">
        <State heard={heard} />
      </div>
      {state.kind === 'found' ? <Coverage /> : null}
      {state.kind === 'found' && state.matches.length > 0 ? (
        <ul className={styles.matches} aria-label={t('Found in the library')}>
          {state.matches.map((match) => (
            <MatchRow key={match.track.id} match={match} />
          ))}
        </ul>
      ) : null}
      {compares && state.kind === 'found' ? <SimilarToFile file={file} /> : null}
    </article>
  );
}

function State({ heard: { file, state } }: { readonly heard: HeardFile }) {
  switch (state.kind) {
    case 'waiting':
      return <p>{t('Waits for the files before it.')}</p>;
    case 'cancelled':
      return <p>{t('Cancelled.')}</p>;
    case 'asking': {
      const words =
        state.part < 1
          ? t('Sending it to the library: {{percent}} %', { percent: Math.floor(100 * state.part) })
          : t('Listening to it …');
      return (
        <>
          <p>{words}</p>
          <ProgressBar part={state.part < 1 ? state.part : null} label={file.name} words={words} />
        </>
      );
    }
    case 'failed':
      return (
        <Note tone="problem">
          {file.type.startsWith('image/')
            ? t('This is a picture: drop it on a cover to set that. Sounds are recognised.')
            : state.message}
        </Note>
      );
    default:
      return state.matches.length === 0 ? (
        <NothingFound />
      ) : (
        <p>{t('{{count}} tracks found', { count: state.matches.length })}</p>
      );
  }
}

/** Says that there may be matches that cannot be found yet. */
function Coverage() {
  // What was known before may be old: files are analysed all the time.
  const { data } = useQuery({ ...api.recognition.coverage.queryOptions(), staleTime: 0 });
  if (data === undefined) return null;
  const { tracks, pending, isFilling } = data;
  return (
    <>
      {pending === 0 ? null : (
        <Note tone="problem">
          {t(
            '{{pending}} of {{count}} tracks are not analysed yet, so a match may be missing. Activity shows how far it is.',
            { pending: count(pending), count: tracks },
          )}
        </Note>
      )}
      {isFilling ? (
        <Note tone="problem">{t('The fingerprint index is being filled, so a match may be missing.')}</Note>
      ) : null}
    </>
  );
}

/** What it may mean that no track has the sound. */
function NothingFound() {
  return (
    <div className={styles.nothing}>
      <p>
        <b>{t('No track of the library has this sound.')}</b>
      </p>
      <ul>
        <li>{t('Another performance, a live version or a remix is another recording: it sounds alike, at most.')}</li>
        <li>{t('Short and noisy clips may be missed: ten seconds of clear music are found nearly always.')}</li>
        <li>{t('Speech over the music, another pitch or a much different speed hides it.')}</li>
      </ul>
    </div>
  );
}
