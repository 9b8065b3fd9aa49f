/**
 * Imports from other programs: the path of their library, what would be taken over, and a button that takes it. It is
 * one batch, which Undo takes back.
 */
import { useEffect, useState, type FormEvent } from 'react';
import type { ImportProgress, ImportReport } from '../../app/model/imports.ts';
import { Button } from '../controls/Button.tsx';
import { Note } from '../controls/Note.tsx';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { TextInput } from '../controls/TextInput.tsx';
import { showToast } from '../messages/toasts.ts';
import { errorWords } from '../service/client.ts';
import { undo } from '../service/edit-tracks.ts';
import { t } from '../words/text.ts';
import styles from './Backup.module.css';
import { Row } from './Row.tsx';
import { ImportRecords } from './ImportRecords.tsx';
import { cancelImport, forgetImport, importReportLines, importStepWords, runImport } from './run-import.ts';

export function Import() {
  const [source, setSource] = useState('');
  const [progress, setProgress] = useState<ImportProgress | null>(null);
  /** What would change, or has changed, as it was said last. */
  const [report, setReport] = useState<ImportReport | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [runs, setRuns] = useState(0);
  useEffect(() => () => void forgetImport(), []);

  async function run(dryRun: boolean): Promise<void> {
    setProblem(null);
    setReport(null);
    setRuns(runs + 1);
    try {
      const done = await runImport(source, dryRun, setProgress);
      setReport(done);
      if (done !== null && !dryRun) tell(done);
      if (done === null) showToast(t('Cancelled. Nothing was changed.'));
    } catch (error) {
      setProblem(errorWords(error));
    }
    setProgress(null);
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    void run(true);
  }

  return (
    <form onSubmit={submit}>
      <Row
        id="import-source"
        labels="import-source"
        name={t('Library of another program')}
        stacked
        hint={t(
          'A library of beets, iTunes or Music (Library.xml), Rhythmbox, Strawberry, Clementine, Quod Libet or MusicBee, or an export of foobar2000: the file, or its folder',
        )}
      >
        <TextInput
          className={styles.path}
          id="import-source"
          aria-describedby="import-source-hint"
          autoComplete="off"
          spellCheck={false}
          disabled={progress !== null}
          value={source}
          onChange={(event) => {
            setSource(event.target.value);
            setReport(null);
            setProblem(null);
          }}
        />
        {progress === null ? (
          <Button type="submit" disabled={source.trim() === ''}>
            {t('See what it has')}
          </Button>
        ) : (
          <Button onClick={() => void cancelImport()}>{t('Cancel')}</Button>
        )}
      </Row>
      {progress === null ? null : (
        <div className={styles.progress}>
          <span>{importStepWords(progress)}</span>
          <ProgressBar
            part={progress.total === null || progress.total === 0 ? null : progress.done / progress.total}
            label={t('Import')}
            words={importStepWords(progress)}
          />
        </div>
      )}
      {problem === null ? null : (
        <div className={styles.problem}>
          <Note tone="problem" urgent>
            {problem}
          </Note>
        </div>
      )}
      {report === null ? null : (
        <div className={styles.problem}>
          <ul aria-label={report.dryRun ? t('What would be imported') : t('What was imported')}>
            {importReportLines(report).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          {report.dryRun ? (
            <Button look="primary" disabled={isEmpty(report)} onClick={() => void run(false)}>
              {t('Import it')}
            </Button>
          ) : null}
          <ImportRecords key={runs} report={report} run={runs} />
        </div>
      )}
    </form>
  );
}

function isEmpty({ tracks, playlists }: ImportReport): boolean {
  return tracks === 0 && !playlists.some(({ outcome }) => outcome === 'created' || outcome === 'replaced');
}

function tell({ batch, tracks }: ImportReport): void {
  showToast(t('{{count}} tracks changed', { count: tracks }), {
    action: batch === null ? null : { label: t('Undo'), run: () => void undo(batch) },
  });
}
