/** Copies tracks into a folder, with progress that is shown over the player and can be cancelled. */
import { create } from 'zustand';
import type { CopyFormat, CopyProgress, CopyResult } from '../../app/model/copies.ts';
import { showToast } from '../messages/toasts.ts';
import { fileSize } from '../words/amounts.ts';
import { folderForDisplay } from '../words/folder-path.ts';
import { asSentence } from '../words/sentence.ts';
import { t } from '../words/text.ts';
import { errorWords, service } from './client.ts';

/** Between two looks at the copying. */
const LOOK_MS = 500;

/** How far the copying is; `null` while nothing is copied. */
export const useCopyProgress = create<{ readonly running: CopyProgress | null }>()(() => ({ running: null }));

export interface CopyWish {
  readonly directory: string;
  /** The tracks: a query's, or some by their ids. */
  readonly tracks: { readonly ids: readonly number[] } | { readonly query: string };
  /** Format of lossless files; `null` leaves all as they are. */
  readonly convert: CopyFormat | null;
  /** Whether copies are deleted that were made before and are of other tracks. */
  readonly deletes: boolean;
}

/** Begins to copy. What becomes of it is shown as a message. @throws what the service says of the folder */
export async function copyTracks({ directory, tracks, convert, deletes }: CopyWish): Promise<void> {
  const chosen = 'ids' in tracks ? { ids: [...tracks.ids] } : { query: tracks.query };
  await service.copies.start.mutate({ directory: directory.trim(), ...chosen, convert, delete: deletes });
  void follow();
}

/** Ends the copying; the files that are complete stay. */
export async function cancelCopying(): Promise<void> {
  await service.copies.cancel.mutate().catch(() => undefined);
}

async function follow(): Promise<void> {
  try {
    for (;;) {
      const progress = await service.copies.wait.mutate({ milliseconds: LOOK_MS });
      const isRunning = progress.state === 'running';
      useCopyProgress.setState({ running: isRunning ? progress : null });
      if (isRunning) continue;
      const result = await service.copies.result.query();
      tell(progress, result);
      return;
    }
  } catch (error) {
    useCopyProgress.setState({ running: null });
    showToast(errorWords(error), { tone: 'problem' });
  }
}

function tell({ state, directory, message }: CopyProgress, result: CopyResult | null): void {
  if (result === null) {
    showToast(state === 'cancelled' ? t('Cancelled. Nothing was copied.') : asSentence(message ?? ''), {
      tone: state === 'cancelled' ? 'done' : 'problem',
    });
    return;
  }
  showToast(copyWords(result, directory ?? ''), { tone: result.failed.length > 0 ? 'problem' : 'done' });
}

/** What was copied, in a sentence or two. */
export function copyWords(
  { copied, unchanged, deleted, failed, bytes, cancelled }: CopyResult,
  directory: string,
): string {
  const folder = folderForDisplay(directory);
  const words = [
    t('{{count}} files copied to {{folder}} ({{size}})', { count: copied.length, folder, size: fileSize(bytes) }),
    ...(unchanged > 0 ? [t('{{count}} files there already', { count: unchanged })] : []),
    ...(deleted.length > 0 ? [t('{{count}} files deleted', { count: deleted.length })] : []),
    ...(cancelled ? [t('then cancelled')] : []),
  ].join(', ');
  const [first] = failed;
  if (first === undefined) return words;
  const { path, message } = first;
  return `${words}. ${t('{{count}} files failed, such as {{path}}: {{message}}', { count: failed.length, path, message })}`;
}
