/** Files that could not be scanned, analysed or served, by the cause: what to do about it, and the files it concerns. */
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ScanError } from '../../app/model/library.ts';
import { Button, IconButton } from '../controls/Button.tsx';
import { Icon } from '../controls/Icon.tsx';
import { Loading } from '../controls/Loading.tsx';
import { Note } from '../controls/Note.tsx';
import { focusRow, useReadingOn } from '../controls/use-reading-on.ts';
import { copyText } from '../messages/copy-text.ts';
import { api, errorWords } from '../service/client.ts';
import { retryAnalysis, scanAgain } from '../service/job-control.ts';
import { folderForDisplay } from '../words/folder-path.ts';
import { moment } from '../words/moment.ts';
import { t, type Text } from '../words/text.ts';
import styles from './Activity.module.css';
import { causesOf, problemLines, problemWords, type ProblemCause } from './problem-causes.ts';

/** Files that are asked for, whenever one more has an error: of a library that is broken as a whole the newest. */
const MOST = 1000;
/** Files of a cause that are shown at first, and more each time. */
const SHOWN = 50;

const WHEN: Readonly<Record<ScanError['stage'], Text>> = {
  scan: 'while reading its tags',
  analysis: 'while analysing its audio',
  mount: 'when it was opened in the mount',
};

export function Problems() {
  const { data, error } = useQuery(api.errors.list.queryOptions({ limit: MOST }));
  if (error !== null) {
    return (
      <Note tone="problem" urgent>
        {errorWords(error)}
      </Note>
    );
  }
  if (data === undefined) return <Loading />;
  if (data.length === 0) return <p className={styles.empty}>{t('No file has an error.')}</p>;
  const causes = causesOf(data);
  return (
    <>
      <p className={styles.summary}>
        {data.length < MOST
          ? t('{{count}} files', { count: data.length })
          : t('The newest {{count}} files', { count: data.length })}{' '}
        · {t('{{count}} causes', { count: causes.length })}
      </p>
      <ul className={styles.rows}>
        {causes.map((cause) => (
          <CauseRow key={cause.key} cause={cause} />
        ))}
      </ul>
    </>
  );
}

function CauseRow({ cause }: { readonly cause: ProblemCause }) {
  const { title, advice, stage, problems } = cause;
  const [shown, setShown] = useState(0);
  const isOpen = shown > 0;
  const newest = problems[0]!;
  const list = useRef<HTMLUListElement>(null);
  const readOn = useReadingOn(Math.min(shown, problems.length), (at) => focusRow(list.current, at));

  function showMore(): void {
    readOn();
    setShown(shown + SHOWN);
  }

  return (
    <li className={styles.problem}>
      <span className={styles.sign}>
        <Icon name="warning" size={15} />
      </span>
      <div className={styles.what}>
        <b>
          {title} · {t('{{count}} files', { count: problems.length })}
        </b>
        {advice === null ? null : <span>{t(advice)}</span>}
        <small>
          {problems.length === 1 ? `${folderForDisplay(newest.path)} · ` : ''}
          {t(WHEN[stage])} · {moment(newest.at)}
        </small>
        <div className={styles.problemTools}>
          {problems.length === 1 ? null : (
            <Button
              look="quiet"
              size="small"
              aria-expanded={isOpen}
              aria-label={
                isOpen ? t('Hide the files: {{title}}', { title }) : t('Show the files: {{title}}', { title })
              }
              onClick={() => setShown(isOpen ? 0 : SHOWN)}
            >
              {isOpen ? t('Hide the files') : t('Show the files')}
            </Button>
          )}
          {stage === 'mount' ? null : (
            <Button
              look="quiet"
              size="small"
              aria-label={t('Try again: {{name}}', { name: title })}
              onClick={() => void (stage === 'analysis' ? retryAnalysis() : scanAgain())}
            >
              {t('Try again')}
            </Button>
          )}
          <IconButton
            icon="copy"
            label={t('Copy the files: {{title}}', { title })}
            onClick={() =>
              void copyText(problemLines(problems), t('{{count}} files copied', { count: problems.length }))
            }
          />
        </div>
        {isOpen ? (
          <ul ref={list} className={styles.files} aria-label={title}>
            {problems.slice(0, shown).map((problem) => (
              <li key={problem.path}>
                {folderForDisplay(problem.path)}
                {cause.varies ? <small>{problemWords(problem)}</small> : null}
              </li>
            ))}
          </ul>
        ) : null}
        {isOpen && shown < problems.length ? (
          <Button size="small" onClick={showMore}>
            {t('Show more of {{count}} files', { count: problems.length })}
          </Button>
        ) : null}
      </div>
    </li>
  );
}
