/** What starts, pauses, resumes and cancels a run that verifies originals; failures become messages. */
import type { VerifyProgress } from '../../app/model/verify.ts';
import { showToast } from '../messages/toasts.ts';
import { api, errorWords, queries, service } from './client.ts';

/**
 * Starts a run over the whole library, or goes on with the one that has not ended.
 * @param rate MB per second; 0 for no limit, `null` for the setting
 * @param restart begins anew
 */
export function startVerify(rate: number | null, restart: boolean): Promise<void> {
  return told(() => service.verify.start.mutate({ query: '', rate, restart }));
}

export function pauseVerify(): Promise<void> {
  return told(() => service.verify.pause.mutate());
}

/** Goes on with the run that is paused, whatever it verifies. */
export function resumeVerify(rate: number | null = null): Promise<void> {
  return told(() => service.verify.resume.mutate({ rate }));
}

export function cancelVerify(): Promise<void> {
  return told(() => service.verify.cancel.mutate());
}

async function told(call: () => Promise<VerifyProgress>): Promise<void> {
  try {
    queries.setQueryData(api.verify.progress.queryKey(), await call());
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}
