/** What stops or continues the two long jobs of the service. */
import type { JobProgress } from '../../app/model/jobs.ts';
import { showToast } from '../messages/toasts.ts';
import { t } from '../words/text.ts';
import { errorWords, service } from './client.ts';

export interface JobAction {
  readonly label: string;
  /** Calls the service; a failure becomes a message. */
  readonly run: () => Promise<void>;
}

/** The action that fits the state of a job, or `null` where there is none: analysis starts by itself. */
export function jobAction({ job, state }: Pick<JobProgress, 'job' | 'state'>): JobAction | null {
  const active = state === 'running' || state === 'paused';
  if (job === 'scan') {
    return active
      ? action(t('Cancel'), () => service.scan.cancel.mutate())
      : action(t('Scan the folders again'), () => service.scan.start.mutate({}));
  }
  if (state === 'paused') return action(t('Resume'), () => service.analysis.resume.mutate());
  return active ? action(t('Pause'), () => service.analysis.pause.mutate()) : null;
}

function action(label: string, call: () => Promise<unknown>): JobAction {
  return {
    label,
    async run() {
      try {
        await call();
      } catch (error) {
        showToast(errorWords(error), { tone: 'problem' });
      }
    },
  };
}
