/**
 * Published dumps, by which tracks are identified without the network: what is there, what reading more takes, and the
 * run with its progress, which goes on when the page is left.
 */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { DumpEstimate, DumpProgress } from '../../app/model/dumps.ts';
import { Button } from '../controls/Button.tsx';
import { Dialog, DialogActions } from '../controls/Dialog.tsx';
import { showToast } from '../messages/toasts.ts';
import { api, errorWords, queries } from '../service/client.ts';
import { t } from '../words/text.ts';
import { PathWork, WorkResult } from './PathWork.tsx';
import { Row } from './Row.tsx';
import {
  addDumps,
  cancelDumps,
  endWords,
  estimateDumps,
  estimateWords,
  followDumps,
  progressWords,
  removeDumps,
  summaryWords,
} from './run-dumps.ts';

export function Dumps() {
  const { data: summary } = useQuery({ ...api.dumps.summary.queryOptions(), refetchOnMount: 'always' });
  const [path, setPath] = useState('');
  const [estimate, setEstimate] = useState<DumpEstimate | null>(null);
  const [progress, setProgress] = useState<DumpProgress | null>(null);
  const [end, setEnd] = useState<DumpProgress | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);

  async function follow(run: () => Promise<DumpProgress>): Promise<void> {
    setProblem(null);
    setEstimate(null);
    setEnd(null);
    try {
      const ended = await run();
      if (ended.state !== 'idle') setEnd(ended);
    } catch (error) {
      setProblem(errorWords(error));
    }
    setProgress(null);
    await queries.invalidateQueries(api.dumps.pathFilter());
  }
  // A run that was begun before goes on: it may take hours.
  useEffect(() => {
    void followDumps(setProgress)
      .catch(() => null)
      .finally(() => setProgress(null));
  }, []);

  async function look(): Promise<void> {
    setProblem(null);
    setEnd(null);
    try {
      setEstimate(await estimateDumps(path));
    } catch (error) {
      setProblem(errorWords(error));
    }
  }

  async function remove(): Promise<void> {
    try {
      await removeDumps();
      showToast(t('Removed. The files of the dumps are still there.'));
    } catch (error) {
      setProblem(errorWords(error));
    }
    await queries.invalidateQueries(api.dumps.pathFilter());
  }

  return (
    <PathWork
      id="dumps-path"
      name={t('Published dumps')}
      hint={t('Files of data.acoustid.org, and release.tar.xz of MusicBrainz: the file, or its folder')}
      path={path}
      onPath={(typed) => {
        setPath(typed);
        setEstimate(null);
        setProblem(null);
      }}
      action={t('See what it takes')}
      onBegin={() => void look()}
      cancel={t('Cancel')}
      onCancel={() => void cancelDumps()}
      progress={progress === null ? null : { ...progress, label: t('Published dumps'), words: progressWords(progress) }}
      problem={problem}
    >
      {estimate === null || progress !== null ? null : (
        <WorkResult>
          <Lines label={t('What it takes')} lines={estimateWords(estimate)} />
          <Button
            look="primary"
            disabled={!estimate.hasRoom || estimate.files === 0}
            onClick={() => void follow(() => addDumps(path, setProgress))}
          >
            {t('Read them')}
          </Button>
        </WorkResult>
      )}
      {end === null ? null : (
        <WorkResult>
          <Lines label={t('What was read')} lines={endWords(end)} />
        </WorkResult>
      )}
      {summary?.isThere === true ? (
        <Row name={t('Read so far')} hint={summaryWords(summary)}>
          {progress === null ? <Button onClick={() => setAsking(true)}>{t('Remove all …')}</Button> : null}
        </Row>
      ) : null}
      {isAsking ? (
        <Dialog title={t('Remove all that was read of dumps?')} look="question" onClose={() => setAsking(false)}>
          <p>{t('The files of the dumps stay, and can be read again.')}</p>
          <DialogActions>
            <Button type="submit">{t('Keep it')}</Button>
            <Button type="submit" look="primary" onClick={() => void remove()}>
              {t('Remove')}
            </Button>
          </DialogActions>
        </Dialog>
      ) : null}
    </PathWork>
  );
}

function Lines({ label, lines }: { readonly label: string; readonly lines: readonly string[] }) {
  return (
    <ul aria-label={label}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
