/** Backups: those of the edits that the service makes, the whole library in one file, and how either is restored. */
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { BackupProgress } from '../../app/model/backup.ts';
import { Button } from '../controls/Button.tsx';
import { Filled } from '../controls/Filled.tsx';
import { Note } from '../controls/Note.tsx';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { TextInput } from '../controls/TextInput.tsx';
import { showToast } from '../messages/toasts.ts';
import { api, errorWords } from '../service/client.ts';
import { fileSize } from '../words/amounts.ts';
import { folderForDisplay } from '../words/folder-path.ts';
import { moment } from '../words/moment.ts';
import { t } from '../words/text.ts';
import styles from './Backup.module.css';
import { backupWords, cancelBackup, usualBackupName, writeBackup } from './run-backup.ts';
import { Row } from './Row.tsx';

export function Backup({ library }: { readonly library: string }) {
  const { data: backups } = useQuery({ ...api.backup.list.queryOptions(), refetchOnMount: 'always' });
  const last = backups?.[0];
  return (
    <>
      <Row name={t('Every day')} hint={t('Edits, ratings, playlists, settings and folders; the last three are kept')} />
      <Row
        name={t('Last')}
        hint={
          backups === undefined
            ? ''
            : last === undefined
              ? t('None yet: nothing has been edited')
              : `${moment(last.at)} · ${fileSize(last.bytes)} · ${t('{{count}} backups', { count: backups.length })}`
        }
      />
      <Row name={t('Where')} hint={<code className={styles.code}>{folderForDisplay(`${library}/backups`)}</code>} />
      <WholeLibrary />
      <p className={styles.restore}>
        <Filled
          text="To restore, end Descant by {{stop}}. Then {{latest}} brings back the edits, and {{whole}} the whole library. What is replaced is kept beside it."
          values={{
            stop: <code>descant stop</code>,
            latest: <code>descant restore latest</code>,
            whole: <code>{t('descant restore FILE')}</code>,
          }}
        />
      </p>
    </>
  );
}

function WholeLibrary() {
  const [path, setPath] = useState(() => usualBackupName(new Date()));
  const [progress, setProgress] = useState<BackupProgress | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  /** Whether a file of that name is in the way. */
  const [taken, setTaken] = useState(false);
  const runs = progress?.state === 'running';

  async function run(replace: boolean): Promise<void> {
    forget();
    try {
      const end = await writeBackup(path, replace, setProgress);
      if (end.state === 'done') showToast(backupWords(end));
      else if (end.code === 'EXISTS') {
        setTaken(true);
        setProblem(
          t('There is a file {{path}} already. Choose another name, or replace it.', {
            path: folderForDisplay(end.path ?? path),
          }),
        );
      } else if (end.state === 'failed') setProblem(end.message);
    } catch (error) {
      setProblem(errorWords(error));
    }
    setProgress(null);
  }

  function forget(): void {
    setProblem(null);
    setTaken(false);
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    void run(false);
  }

  return (
    <form onSubmit={submit}>
      <Row
        id="whole-library"
        labels="whole-library"
        name={t('Whole library')}
        stacked
        hint={t('Everything but your music files, in one file')}
      >
        <TextInput
          className={styles.path}
          id="whole-library"
          aria-describedby="whole-library-hint"
          autoComplete="off"
          spellCheck={false}
          disabled={runs}
          value={path}
          onChange={(event) => {
            setPath(event.target.value);
            forget();
          }}
        />
        {runs ? (
          <Button onClick={() => void cancelBackup()}>{t('Cancel')}</Button>
        ) : (
          <Button type="submit" disabled={path.trim() === ''}>
            {t('Back up now')}
          </Button>
        )}
      </Row>
      {runs ? (
        <div className={styles.progress}>
          <span>{backupWords(progress)}</span>
          <ProgressBar
            part={progress.total === 0 ? null : progress.done / progress.total}
            label={t('Backup')}
            words={backupWords(progress)}
          />
        </div>
      ) : null}
      {problem === null ? null : (
        <div className={styles.problem}>
          <Note tone="problem" urgent>
            {problem}
          </Note>
          {taken ? <Button onClick={() => void run(true)}>{t('Replace that file')}</Button> : null}
        </div>
      )}
    </form>
  );
}
