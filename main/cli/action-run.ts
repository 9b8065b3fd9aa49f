/** Runs of actions in the service, as commands follow them. */
import type { ActionRun } from '../../app/model/actions.ts';
import type { Api } from './connect.ts';
import { CancelledError, showProgress } from './long-work.ts';
import { countOf } from './output.ts';

const POLL_MS = 500;

/**
 * Waits for the end of a run and shows its progress; Ctrl-C cancels it.
 * @throws the error of a run that failed; CancelledError
 */
export async function untilDone(api: Api, run: number, signal: AbortSignal): Promise<ActionRun> {
  const cancel = (): void => void api.actions.cancel.mutate({ run }).catch(() => {});
  signal.addEventListener('abort', cancel);
  for (;;) {
    const progress = await api.actions.wait.mutate({ run, milliseconds: POLL_MS });
    if (progress.state === 'done') return progress;
    if (progress.state === 'cancelled') throw new CancelledError('cancelled: no track was changed');
    if (progress.state === 'failed') {
      throw Object.assign(new Error(progress.error!.message), { code: progress.error!.code });
    }
    showProgress(`${progress.state}: ${progress.done} of ${countOf(progress.total, 'track')}`);
  }
}
