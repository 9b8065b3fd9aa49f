/** Backups: those of the edits that the service makes, the whole library in one file, and how either is restored. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BackupProgress } from '../../app/model/backup.ts';
import { Button } from '../controls/Button.tsx';
import { Filled } from '../controls/Filled.tsx';
import { showToast } from '../messages/toasts.ts';
import { api, errorWords } from '../service/client.ts';
import { fileSize } from '../words/amounts.ts';
import { folderForDisplay } from '../words/folder-path.ts';
import { moment } from '../words/moment.ts';
import { t } from '../words/text.ts';
import styles from './Backup.module.css';
import { backupWords, cancelBackup, usualBackupName, writeBackup } from './run-backup.ts';
import { restoreCommand } from './restore-command.ts';
import { PathWork } from './PathWork.tsx';
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
      {backups?.map(({ path, at, bytes }) => (
        <Row key={path} name={moment(at)} hint={fileSize(bytes)}>
          <Button
            icon="copy"
            aria-label={t('Copy the command that restores {{moment}}', { moment: moment(at) })}
            onClick={() => void copyCommand(restoreCommand(library, path))}
          >
            {t('Copy the command')}
          </Button>
        </Row>
      ))}
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

async function copyCommand(command: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(command);
    showToast(t('Copied: run it in a terminal. It ends Descant and restores; then start Descant again.'));
  } catch {
    showToast(t('This browser does not let Descant write to the clipboard.'), { tone: 'problem' });
  }
}

function WholeLibrary() {
  const [path, setPath] = useState(() => usualBackupName(new Date()));
  const [progress, setProgress] = useState<BackupProgress | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  /** Whether a file of that name is in the way. */
  const [taken, setTaken] = useState(false);

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

  return (
    <PathWork
      id="whole-library"
      name={t('Whole library')}
      hint={t('Everything but your music files, in one file')}
      path={path}
      onPath={(typed) => {
        setPath(typed);
        forget();
      }}
      action={t('Back up now')}
      onBegin={() => void run(false)}
      cancel={t('Cancel')}
      onCancel={() => void cancelBackup()}
      progress={
        progress?.state === 'running' ? { ...progress, label: t('Backup'), words: backupWords(progress) } : null
      }
      problem={problem}
      remedy={taken ? <Button onClick={() => void run(true)}>{t('Replace that file')}</Button> : null}
    />
  );
}
