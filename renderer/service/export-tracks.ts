/**
 * Exports tracks: the browser stores the file as the service makes it, so the page holds none of it. How far it is, is
 * shown over the player, where it can be cancelled.
 */
import { create } from 'zustand';
import type { ExportProgress, ExportWish } from '../../app/model/export.ts';
import { showToast } from '../messages/toasts.ts';
import { t } from '../words/text.ts';
import { asSentence } from '../words/sentence.ts';
import { errorWords, service } from './client.ts';

/** Between two looks at the export. */
const LOOK_MS = 500;

/** How far the export is; `null` while there is none. */
export const useExportProgress = create<{ readonly running: ExportProgress | null }>()(() => ({ running: null }));

/** Begins to export. What becomes of it is shown as a message. @throws what the service says of the query */
export async function exportTracks({ where, ...wish }: ExportWish): Promise<void> {
  const { ticket } = await service.exported.begin.mutate({
    ...wish,
    where: typeof where === 'object' && 'ids' in where ? { ids: [...where.ids] } : where,
  });
  fetchExport(ticket);
}

/** Has the browser store an export that was begun. What becomes of it is shown as a message. */
export function fetchExport(ticket: string): void {
  store(`/export/${ticket}`);
  void follow();
}

/** Breaks the export off; the browser leaves no file. */
export async function cancelExport(): Promise<void> {
  await service.exported.cancel.mutate().catch(() => undefined);
}

/** Has the browser store what is at an address, as a click on a link does. */
function store(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}

async function follow(): Promise<void> {
  try {
    for (;;) {
      const progress = await service.exported.wait.mutate({ milliseconds: LOOK_MS });
      const isRunning = progress.state === 'running' || progress.state === 'waiting';
      useExportProgress.setState({ running: isRunning ? progress : null });
      if (isRunning) continue;
      showToast(exportWords(progress), { tone: progress.state === 'failed' ? 'problem' : 'done' });
      return;
    }
  } catch (error) {
    useExportProgress.setState({ running: null });
    showToast(errorWords(error), { tone: 'problem' });
  }
}

/** How an export has ended. */
export function exportWords({ state, done, message }: ExportProgress): string {
  if (state === 'failed') return asSentence(message ?? '');
  return state === 'cancelled'
    ? t('Cancelled. There is no complete file.')
    : t('{{count}} tracks exported', { count: done });
}
