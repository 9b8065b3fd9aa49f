/** The long jobs, each with its state in words, its bar, and what starts or stops it. */
import { useQuery } from '@tanstack/react-query';
import type { IdentificationProgress } from '../../app/model/identification.ts';
import type { JobProgress } from '../../app/model/jobs.ts';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { api } from '../service/client.ts';
import { cancelIdentification, repeatIdentification } from '../service/identify-tracks.ts';
import { jobAction, retryAnalysis } from '../service/job-control.ts';
import { useJobs } from '../service/use-jobs.ts';
import { useSummary } from '../service/use-summary.ts';
import { cancelVerify, pauseVerify, resumeVerify, startVerify } from '../service/verify-control.ts';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { Button } from '../controls/Button.tsx';
import { jobName, progressPart, progressWords } from '../words/progress.ts';
import { asSentence } from '../words/sentence.ts';
import { serviceMessage, t } from '../words/text.ts';
import { verifyPart, verifyWords } from '../words/verify-words.ts';
import styles from './Activity.module.css';
import { SubmissionsRow } from './SubmissionsRow.tsx';
import { SurveyRows } from './SurveyRows.tsx';
import { TaskRows } from './TaskRows.tsx';

export function Jobs() {
  const jobs = useJobs();
  return (
    <ul>
      {(['scan', 'analysis'] as const).map((name) => {
        const job = jobs.find((progress) => progress.job === name);
        return job === undefined ? null : <JobRow key={name} job={job} />;
      })}
      <IdentificationRow />
      <TaskRows />
      <SurveyRows />
      <VerifyRow />
      <SubmissionsRow />
    </ul>
  );
}

/** The run that verifies originals; what it has found is on the page Review. */
function VerifyRow() {
  const { data: progress } = useQuery(api.verify.progress.queryOptions());
  if (progress === undefined) return null;
  const { state } = progress;
  const active = state === 'running' || state === 'paused';
  const words = verifyWords(progress) ?? t('Compares the audio of every file, to the last bit, with what was analysed');
  return (
    <li className={styles.job}>
      <div className={styles.jobWords}>
        <b>{t('Verification')}</b>
        <span>{words}</span>
        {active ? <ProgressBar part={verifyPart(progress)} label={t('Verification')} words={words} /> : null}
      </div>
      {state === 'idle' ? null : <AddressLink to={{ page: 'review', item: 'verify' }}>{t('Findings')}</AddressLink>}
      {active ? <Button onClick={() => void cancelVerify()}>{t('Cancel')}</Button> : null}
      {state === 'running' ? (
        <Button onClick={() => void pauseVerify()}>{t('Pause')}</Button>
      ) : state === 'paused' ? (
        <Button onClick={() => void resumeVerify()}>{t('Resume')}</Button>
      ) : state === 'failed' ? (
        // What it has verified is not verified again.
        <Button aria-label={t('Try again: {{name}}', { name: t('Verification') })} onClick={() => void resumeVerify()}>
          {t('Try again')}
        </Button>
      ) : (
        <Button onClick={() => void startVerify(null, true)}>{t('Verify')}</Button>
      )}
    </li>
  );
}

function JobRow({ job }: { readonly job: JobProgress }) {
  const active = job.state === 'running' || job.state === 'paused';
  const idle = useIdleWords(job.job);
  const words = progressWords(job) ?? idle;
  const action = jobAction(job);
  return (
    <li className={styles.job}>
      <div className={styles.jobWords}>
        <b>{job.job === 'scan' ? t('Scan') : t('Analysis')}</b>
        <span>
          {words}
          {job.failed > 0 ? ` · ${t('{{failed}} failed', { failed: job.failed })}` : ''}
        </span>
        {active ? <ProgressBar part={progressPart(job)} label={jobName(job.job)} words={words} /> : null}
      </div>
      {job.job === 'analysis' && !active ? <RetryAnalysis /> : null}
      {action === null ? null : <Button onClick={() => void action.run()}>{action.label}</Button>}
    </li>
  );
}

/** Files whose analysis failed may be better now: a disk is there again, a program was installed. */
function RetryAnalysis() {
  const failed = useSummary()?.analysisFailed ?? 0;
  if (failed === 0) return null;
  return <Button onClick={() => void retryAnalysis()}>{t('Try {{count}} files again', { count: failed })}</Button>;
}

/** A run that identifies tracks, also one that ended before it had come to all; what it proposes is on the page Review. */
function IdentificationRow() {
  const { data: progress } = useQuery(api.identification.progress.queryOptions());
  if (progress === undefined) return null;
  const { state, done, total } = progress;
  const isRunning = state === 'running';
  if (!isRunning && (done >= total || (state !== 'failed' && state !== 'cancelled'))) return null;
  const name = t('Identification');
  const counted = t('{{done}} of {{total}}', { done, total });
  const words = isRunning ? counted : `${identificationEnd(progress)} · ${counted}`;
  return (
    <li className={styles.job}>
      <div className={styles.jobWords}>
        <b>{name}</b>
        <span>{words}</span>
        {isRunning ? <ProgressBar part={total === 0 ? null : done / total} label={name} words={words} /> : null}
      </div>
      <AddressLink to={{ page: 'review', item: 'identify' }}>{t('Findings')}</AddressLink>
      {isRunning ? (
        <Button onClick={() => void cancelIdentification()}>{t('Cancel')}</Button>
      ) : (
        <Button aria-label={t('Try again: {{name}}', { name })} onClick={() => void repeatIdentification()}>
          {t('Try again')}
        </Button>
      )}
    </li>
  );
}

function identificationEnd({
  state,
  message,
  code,
}: Pick<IdentificationProgress, 'state' | 'message' | 'code'>): string {
  return state === 'cancelled' ? t('Cancelled') : asSentence(serviceMessage(code ?? '', message ?? '', {}));
}

/** What is said of a job that does not run. */
function useIdleWords(job: JobProgress['job']): string {
  const summary = useSummary();
  if (summary === null) return '';
  if (job === 'scan') {
    return t('Up to date · {{tracks}} in {{count}} folders', {
      tracks: t('{{count}} tracks', { count: summary.tracks }),
      count: summary.folders.length,
    });
  }
  const short =
    summary.tooShort === 0 ? '' : t(', {{tooShort}} too short to be compared', { tooShort: summary.tooShort });
  return t('{{analysed}} of {{count}} tracks analysed to find similar tracks{{short}}', {
    analysed: summary.analysed,
    count: summary.tracks,
    short,
  });
}
