/** Jobs that a person has begun anywhere: those that run, and those that did not end well. */
import { useQuery } from '@tanstack/react-query';
import type { TaskProgress } from '../../app/model/jobs.ts';
import { Button } from '../controls/Button.tsx';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { api } from '../service/client.ts';
import { cancelTask, pauseTask, repeatTask, resumeTask } from '../service/job-control.ts';
import { taskName, taskWords } from '../words/task-words.ts';
import { t } from '../words/text.ts';
import styles from './Activity.module.css';

export function TaskRows() {
  const { data: tasks = [] } = useQuery(api.jobs.tasks.queryOptions());
  return tasks.flatMap((task) =>
    task.state === 'done' && task.failed === 0 ? [] : [<TaskRow key={task.task} task={task} />],
  );
}

function TaskRow({ task }: { readonly task: TaskProgress }) {
  const name = taskName(task.task);
  const words = taskWords(task);
  const { state, done, total } = task;
  const isActive = state === 'running' || state === 'paused';
  return (
    <li className={styles.job}>
      <div className={styles.jobWords}>
        <b>{name}</b>
        <span>{words}</span>
        {isActive ? (
          <ProgressBar part={total === null || total === 0 ? null : done / total} label={name} words={words} />
        ) : null}
      </div>
      {isActive ? (
        <Button aria-label={t('Cancel: {{name}}', { name })} onClick={() => void cancelTask(task.task)}>
          {t('Cancel')}
        </Button>
      ) : null}
      {state === 'paused' ? (
        <Button aria-label={t('Resume: {{name}}', { name })} onClick={() => void resumeTask(task.task)}>
          {t('Resume')}
        </Button>
      ) : task.canPause ? (
        <Button aria-label={t('Pause: {{name}}', { name })} onClick={() => void pauseTask(task.task)}>
          {t('Pause')}
        </Button>
      ) : task.canRepeat ? (
        <Button aria-label={t('Try again: {{name}}', { name })} onClick={() => void repeatTask(task.task)}>
          {t('Try again')}
        </Button>
      ) : null}
    </li>
  );
}
