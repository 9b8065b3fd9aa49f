/** The foot of the sheet: what is selected, what has been edited, and the job in progress with what stops it. */
import type { JobProgress } from '../../app/model/jobs.ts';
import { jobAction } from '../service/job-control.ts';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { Button } from '../controls/Button.tsx';
import { selectedWords } from '../words/selection-words.ts';
import { jobName, progressPart, progressWords } from '../words/progress.ts';
import { useJobs } from '../service/use-jobs.ts';
import { useSummary } from '../service/use-summary.ts';
import styles from './StatusBar.module.css';
import { focusTarget } from '../navigation/focus-targets.ts';
import { selectedAmount, selectList, type SelectedList } from '../selection/selection.ts';
import { select, useSelection } from '../selection/use-selection.ts';
import { useShownTracks } from '../selection/use-shown-tracks.ts';
import { t } from '../words/text.ts';

interface StatusBarProps {
  /** What the list shows. */
  readonly list: SelectedList;
}

export function StatusBar({ list }: StatusBarProps) {
  const selected = useSelection((state) => selectedAmount(state.selection));
  const { hidden } = useShownTracks();
  const collecting = useSelection((state) => state.collecting);
  const summary = useSummary();
  const job = useJobs().find(({ state }) => state === 'running' || state === 'paused');
  return (
    <div className={styles.status} data-needed={selected > 1 || collecting || job !== undefined || undefined}>
      <span>{collecting ? t('Selecting …') : selectedWords(selected, hidden)}</span>
      {list.total === 0 ? null : (
        <Button
          look="quiet"
          size="small"
          onClick={() => {
            select(selectList(useSelection.getState().selection, list));
            focusTarget('tracks');
          }}
        >
          {t('Select all')}
        </Button>
      )}
      {summary !== null && summary.editedTracks > 0 ? (
        <span className={styles.edited}>{t('{{count}} tracks edited', { count: summary.editedTracks })}</span>
      ) : null}
      {job === undefined ? null : <JobLine job={job} />}
    </div>
  );
}

function JobLine({ job }: { readonly job: JobProgress }) {
  const words = progressWords(job) ?? '';
  const action = jobAction(job);
  return (
    <span className={styles.job}>
      <span className={styles.words}>{words}</span>
      <ProgressBar part={progressPart(job)} label={jobName(job.job)} words={words} />
      {action === null ? null : (
        <Button look="quiet" size="small" onClick={() => void action.run()}>
          {action.label}
        </Button>
      )}
    </span>
  );
}
