/** The two long jobs, each with its state in words, its bar, and what starts or stops it. */
import type { JobProgress } from '../../app/model/jobs.ts';
import { jobAction } from '../service/job-control.ts';
import { useJobs } from '../service/use-jobs.ts';
import { useSummary } from '../service/use-summary.ts';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { Button } from '../controls/Button.tsx';
import { count, countOf } from '../words/amounts.ts';
import { jobName, progressPart, progressWords } from '../words/progress.ts';
import styles from './Activity.module.css';

export function Jobs() {
  const jobs = useJobs();
  return (
    <ul>
      {(['scan', 'analysis'] as const).map((name) => {
        const job = jobs.find((progress) => progress.job === name);
        return job === undefined ? null : <JobRow key={name} job={job} />;
      })}
    </ul>
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
        <b>{job.job === 'scan' ? 'Scan' : 'Analysis'}</b>
        <span>
          {words}
          {job.failed > 0 ? ` · ${count(job.failed)} failed` : ''}
        </span>
        {active ? <ProgressBar part={progressPart(job)} label={jobName(job.job)} words={words} /> : null}
      </div>
      {action === null ? null : <Button onClick={() => void action.run()}>{action.label}</Button>}
    </li>
  );
}

/** What is said of a job that does not run. */
function useIdleWords(job: JobProgress['job']): string {
  const summary = useSummary();
  if (summary === null) return '';
  if (job === 'scan') {
    return `Up to date · ${countOf(summary.tracks, 'track')} in ${countOf(summary.folders.length, 'folder')}`;
  }
  const short = summary.tooShort === 0 ? '' : `, ${count(summary.tooShort)} too short to be compared`;
  return `${count(summary.analysed)} of ${countOf(summary.tracks, 'track')} analysed to find similar tracks${short}`;
}
