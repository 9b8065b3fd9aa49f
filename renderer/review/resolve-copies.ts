/** Decisions about copies: the call, the refresh, and the message with its Undo. */
import type { CopyGroup, Resolution } from '../../app/model/duplicates.ts';
import { showToast } from '../messages/toasts.ts';
import { errorWords, service } from '../service/client.ts';
import { undo } from '../service/edit-tracks.ts';
import { tracksChanged } from '../service/follow-events.ts';
import { t, type CountedText } from '../words/text.ts';

const DONE: Readonly<Record<Resolution, CountedText>> = {
  'merge-tags': 'Tags merged into {{count}} tracks',
  hide: '{{count}} copies hidden',
  trash: '{{count}} copies moved to the trash',
  'keep-all': '{{count}} tracks told apart',
};

/**
 * Decides about one recording, or about all that the library has more than once.
 * @param groups `null` for all
 * @returns whether something was changed
 */
export async function resolveCopies(
  groups: readonly CopyGroup[] | null,
  actions: readonly Resolution[],
): Promise<boolean> {
  const chosen = [...actions];
  try {
    const { batch, tracks, problems } =
      groups === null
        ? await service.duplicates.resolveAll.mutate({ actions: chosen })
        : await service.duplicates.resolve.mutate({ actions: chosen, groups: mutable(groups) });
    if (batch === null) {
      showToast(t('Nothing changed.'));
      return false;
    }
    tracksChanged(null, 'now');
    const [problem] = problems;
    // Of several actions the tracks are the best copies as well as the others.
    const done = t(chosen.length > 1 ? '{{count}} tracks changed' : DONE[chosen[0]!], { count: tracks });
    showToast(problem === undefined ? done : `${done} (${problem})`, {
      action: { label: t('Undo'), run: () => void undo(batch) },
    });
    return true;
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
    return false;
  }
}

/** What merging tags would give the best copy: field → values. */
export async function previewMerge(
  group: CopyGroup,
  signal: AbortSignal,
): Promise<{ readonly fields: Readonly<Record<string, readonly string[]>>; readonly pictures: number }> {
  const { changes, pictures } = await service.duplicates.resolve.mutate(
    { actions: ['merge-tags'], groups: mutable([group]), dryRun: true },
    { signal },
  );
  return { fields: Object.fromEntries(changes.map(({ field, after }) => [field, after ?? []])), pictures };
}

function mutable(groups: readonly CopyGroup[]): { keep: number; others: number[] }[] {
  return groups.map(({ keep, others }) => ({ keep, others: [...others] }));
}
