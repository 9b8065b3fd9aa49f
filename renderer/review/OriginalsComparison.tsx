/** The quick look at the originals beside their verification: which of them are not as the last scan saw them. */
import { useId } from 'react';
import type { OriginalProblem } from '../../app/model/originals.ts';
import { Button } from '../controls/Button.tsx';
import { Note } from '../controls/Note.tsx';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { cancelComparison, compareOriginals, useOriginalsComparison } from '../service/compare-originals.ts';
import { count } from '../words/amounts.ts';
import { folderForDisplay } from '../words/folder-path.ts';
import { t } from '../words/text.ts';
import styles from './OriginalsComparison.module.css';
import { PROBLEMS } from './problem-words.ts';

/** More are named by the library: `descant verify` lists all of them. */
const SHOWN = 200;

export function OriginalsComparison() {
  const id = useId();
  const { state, done, total, problems, message } = useOriginalsComparison();
  const words = t('{{done}} of {{total}}', { done: count(done), total: count(total) });
  return (
    <section className={styles.comparison} aria-labelledby={id}>
      <h3 id={id}>{t('Compare with the last scan')}</h3>
      <p>{t('Looks only at size and time of each file, in seconds: what was changed, moved or lost since.')}</p>
      <div className={styles.line}>
        {state === 'running' ? (
          <Button onClick={cancelComparison}>{t('Cancel')}</Button>
        ) : (
          <Button onClick={() => void compareOriginals()}>{t('Compare')}</Button>
        )}
        <span aria-live="polite">{state === 'idle' ? '' : endWords(state, words, done, problems.length)}</span>
      </div>
      {state === 'running' ? (
        <ProgressBar part={total === 0 ? null : done / total} label={t('Compare with the last scan')} words={words} />
      ) : null}
      {message === null ? null : (
        <Note tone="problem" urgent>
          {message}
        </Note>
      )}
      {problems.length === 0 ? null : <Problems problems={problems} />}
    </section>
  );
}

function Problems({ problems }: { readonly problems: readonly OriginalProblem[] }) {
  return (
    <>
      <ul className={styles.problems}>
        {problems.slice(0, SHOWN).map(({ trackId, path, problem }) => (
          <li key={trackId}>
            <AddressLink to={{ page: 'library', query: `id:${trackId}`, track: trackId }}>
              {folderForDisplay(path)}
            </AddressLink>
            <span>{t(PROBLEMS[problem])}</span>
          </li>
        ))}
      </ul>
      {problems.length > SHOWN ? <p>{t('The first {{amount}} are listed.', { amount: SHOWN })}</p> : null}
      <p>{t('Scan the folders again (Activity) to take changes in and to look for missing files.')}</p>
    </>
  );
}

function endWords(state: string, words: string, done: number, problems: number): string {
  if (state === 'running') return words;
  if (state === 'cancelled') return t('Cancelled after {{words}}.', { words });
  if (state === 'failed') return '';
  return problems === 0
    ? t('{{count}} files are as they were.', { count: done })
    : t('{{count}} files are not as they were.', { count: problems });
}
