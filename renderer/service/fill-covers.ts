/**
 * Fills covers that are missing from pictures in the folders of the tracks: what would be taken, and the change as one
 * batch with its Undo. Its progress is shown over the player, where it can be cancelled before anything is changed.
 */
import { create } from 'zustand';
import type { ArtProposal } from '../../app/model/art.ts';
import { showToast } from '../messages/toasts.ts';
import { t } from '../words/text.ts';
import { errorWords, service } from './client.ts';
import { undo } from './edit-tracks.ts';
import { tracksChanged } from './follow-events.ts';

/** Tracks that are looked at in one call. */
const PAGE = 1000;

/** How many pictures of how many have been read; `null` while none is. */
export const useFillProgress = create<{ readonly reading: { readonly done: number; readonly total: number } | null }>()(
  () => ({ reading: null }),
);

let isCancelled = false;

/** Ends the filling; no track has been changed then. */
export function cancelFilling(): void {
  isCancelled = true;
}

/** The best picture of each folder with tracks that have none. */
export async function findCovers(signal: AbortSignal): Promise<ArtProposal[]> {
  const found = new Map<string, ArtProposal>();
  for (let after: number | null = 0; after !== null;) {
    const page: Awaited<ReturnType<typeof service.art.find.query>> = await service.art.find.query(
      { query: '', type: 'front', after, limit: PAGE },
      { signal },
    );
    for (const proposal of page.proposals) {
      // The tracks of a folder may be on several pages.
      const key = proposal.pathBase64 ?? proposal.path;
      const same = found.get(key);
      found.set(key, same === undefined ? proposal : { ...same, tracks: [...same.tracks, ...proposal.tracks] });
    }
    after = page.next;
  }
  return [...found.values()];
}

/** Gives the tracks these pictures. A picture that cannot be read is left out, and said. @returns whether tracks were changed */
export async function fillCovers(proposals: readonly ArtProposal[]): Promise<boolean> {
  isCancelled = false;
  const wanted = [];
  let failed = 0;
  try {
    for (const [done, { path, pathBase64, tracks }] of proposals.entries()) {
      if (isCancelled) {
        showToast(t('Cancelled. Nothing was changed.'));
        return false;
      }
      useFillProgress.setState({ reading: { done, total: proposals.length } });
      const picture = { path, ...(pathBase64 === undefined ? {} : { pathBase64 }) };
      const stored = await service.art.store.mutate({ picture, fit: true }).catch(() => null);
      if (stored === null) failed += 1;
      else wanted.push({ where: { ids: [...tracks] }, pictures: [{ type: 'front' as const, hash: stored.hash }] });
    }
    const result = wanted.length === 0 ? null : await service.art.set.mutate({ wanted });
    tell(result, failed);
    return result !== null && result.batch !== null;
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
    return false;
  } finally {
    useFillProgress.setState({ reading: null });
  }
}

function tell(result: { readonly batch: number | null; readonly tracks: number } | null, failed: number): void {
  const unread = failed === 0 ? '' : ` ${t('{{count}} pictures could not be read.', { count: failed })}`;
  if (result === null || result.batch === null) {
    showToast(`${t('Nothing changed.')}${unread}`);
    return;
  }
  const { batch, tracks } = result;
  tracksChanged(null, 'now');
  showToast(`${t('{{count}} tracks have a cover now.', { count: tracks })}${unread}`, {
    action: { label: t('Undo'), run: () => void undo(batch) },
  });
}
