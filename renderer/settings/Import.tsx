/**
 * Imports from other programs: the path of their library, what would be taken over, and a button that takes it. It is
 * one batch, which Undo takes back.
 */
import { useEffect, useState } from 'react';
import type { ImportProgress, ImportReport } from '../../app/model/imports.ts';
import { Button } from '../controls/Button.tsx';
import { showToast } from '../messages/toasts.ts';
import { errorWords } from '../service/client.ts';
import { undo } from '../service/edit-tracks.ts';
import { t } from '../words/text.ts';
import { ImportRecords } from './ImportRecords.tsx';
import { PathWork, WorkResult } from './PathWork.tsx';
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

  return (
    <PathWork
      id="import-source"
      name={t('Library of another program')}
      hint={t(
        'A library of beets, iTunes or Music (Library.xml), Rhythmbox, Strawberry, Clementine, Quod Libet or MusicBee, or an export of foobar2000: the file, or its folder',
      )}
      path={source}
      onPath={(typed) => {
        setSource(typed);
        setReport(null);
        setProblem(null);
      }}
      action={t('See what it has')}
      onBegin={() => void run(true)}
      cancel={t('Cancel')}
      onCancel={() => void cancelImport()}
      progress={progress === null ? null : { ...progress, label: t('Import'), words: importStepWords(progress) }}
      problem={problem}
    >
      {report === null ? null : (
        <WorkResult>
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
        </WorkResult>
      )}
    </PathWork>
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
