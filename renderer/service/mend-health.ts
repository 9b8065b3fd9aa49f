/** Fixes of what checks have found: what they would change, and the change as one batch with its Undo. */
import type { ActionResult } from '../../app/model/actions.ts';
import { showToast } from '../messages/toasts.ts';
import { t } from '../words/text.ts';
import { errorWords, service } from './client.ts';
import { undo } from './edit-tracks.ts';
import { tracksChanged } from './follow-events.ts';
import { changeOf, previewOf } from './run-actions.ts';

export interface Mending {
  readonly check: string;
  /** Only findings with a track that the query finds; empty for all. */
  readonly query: string;
  /** Only the finding about this name; `null` for all. */
  readonly about: string | null;
  /** What to set in place of what the fix would take; `null` for that. */
  readonly to: string | null;
}

/** Works out what a fix would change. @param signal cancels it @returns `null` where it was cancelled */
export async function previewMending(
  mending: Mending,
  limit: number,
  signal: AbortSignal,
): Promise<ActionResult | null> {
  const { run } = await service.health.previewFix.mutate({ ...mending, limit });
  return previewOf(run, signal);
}

/**
 * Applies a fix as one batch.
 * @param expected digest of the preview that the person has seen
 * @param words what was done: `Genres in several spellings`
 * @returns whether it was done
 */
export async function mend(mending: Mending, expected: string, words: string): Promise<boolean> {
  try {
    const { run } = await service.health.fix.mutate({ ...mending, limit: 1, expected });
    const result = await changeOf(run);
    if (result === null) {
      showToast(t('Cancelled. Nothing was changed.'));
      return false;
    }
    const { batch, tracks } = result;
    // The survey begins now: a person waits for what is left.
    await service.health.report.query({ milliseconds: 0 });
    if (batch === null) {
      showToast(t('Nothing changed.'));
      return true;
    }
    tracksChanged(null, 'now');
    showToast(t('{{words}}: fixed on {{count}} tracks', { words, count: tracks }), {
      action: { label: t('Undo'), run: () => void undo(batch) },
    });
    return true;
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
    return false;
  }
}
