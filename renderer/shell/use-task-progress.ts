/** Shows the progress of long jobs in the taskbar or the dock, where there is a desktop shell. */
import { useEffect } from 'react';
import { useJobs } from '../service/use-jobs.ts';
import { progressPart } from '../words/progress.ts';

/** In steps that a taskbar can show. */
const STEPS = 50;

export function useTaskProgress(): void {
  const running = useJobs().find(({ state }) => state === 'running');
  const part = running === undefined ? null : (progressPart(running) ?? 'unknown');
  const shown = typeof part === 'number' ? Math.floor(part * STEPS) / STEPS : part;
  useEffect(() => window.descant?.showProgress(shown), [shown]);
}
