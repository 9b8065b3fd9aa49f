/** Submissions to AcoustID as the page asks for them: tracks are queued, sent again, or forgotten. */
import { showToast } from '../messages/toasts.ts';
import { errorWords, service } from './client.ts';

/** Queues tracks. @returns how many @throws what the service says without keys */
export async function submitTracks(where: { ids: number[] } | { query: string }): Promise<number> {
  return (await service.submissions.add.mutate(where)).queued;
}

/** Tries at once to send what waits. */
export function sendSubmissions(): Promise<void> {
  return told(() => service.submissions.send.mutate());
}

/** Sends again what was refused or not answered. @param tracks null for all */
export function retrySubmissions(tracks: readonly number[] | null): Promise<void> {
  return told(() => service.submissions.retry.mutate({ tracks: tracks === null ? null : [...tracks] }));
}

/** Forgets submissions of these tracks. */
export function dropSubmissions(tracks: readonly number[]): Promise<void> {
  return told(() => service.submissions.drop.mutate({ tracks: [...tracks] }));
}

async function told(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}
