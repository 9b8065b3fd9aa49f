/** What stops, continues or repeats the jobs of the service; failures become messages. */
import type { JobProgress, SurveyName, TaskName } from '../../app/model/jobs.ts';
import { announce } from '../messages/announcements.ts';
import { showToast } from '../messages/toasts.ts';
import { taskName } from '../words/task-words.ts';
import { t } from '../words/text.ts';
import { errorWords, service } from './client.ts';
import { fetchExport } from './export-tracks.ts';

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

/** Reads files anew that have changed since, and those that are new. */
export function scanAgain(): Promise<void> {
  return told(() => service.scan.start.mutate({}));
}

/** Analyses files again whose analysis failed. */
export function retryAnalysis(): Promise<void> {
  return told(() => service.analysis.retry.mutate());
}

/** Ends a job that a person has begun. */
export function cancelTask(task: TaskName): Promise<void> {
  return told(() => service.jobs.cancel.mutate({ task }));
}

/** Lets it rest at the next border of its steps, and says so to screen readers: the button becomes another one. */
export function pauseTask(task: TaskName): Promise<void> {
  return told(async () => {
    await service.jobs.pause.mutate({ task });
    announce(t('{{name}} is paused', { name: taskName(task) }));
  });
}

/** Lets one go on that rests. */
export function resumeTask(task: TaskName): Promise<void> {
  return told(async () => {
    await service.jobs.resume.mutate({ task });
    announce(t('{{name}} goes on', { name: taskName(task) }));
  });
}

/** Looks through the library for its health, whether somebody has cancelled that before or not. */
export function lookThrough(): Promise<void> {
  return told(() => service.health.report.query({ milliseconds: 0 }));
}

/** Ends what looks through the library. */
export function cancelSurvey(survey: SurveyName): Promise<void> {
  return told(() => service.jobs.cancelSurvey.mutate({ survey }));
}

/** Begins it again, or goes on with it. */
export function repeatTask(task: TaskName): Promise<void> {
  return told(async () => {
    const { ticket } = await service.jobs.repeat.mutate({ task });
    if (ticket !== null) fetchExport(ticket);
  });
}

function action(label: string, call: () => Promise<unknown>): JobAction {
  return { label, run: () => told(call) };
}

async function told(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}
