/** Writes the whole library into one file, and tells how far it has come. */
import type { BackupProgress } from '../../app/model/backup.ts';
import { service } from '../service/client.ts';
import { fileSize } from '../words/amounts.ts';
import { folderForDisplay } from '../words/folder-path.ts';
import { t } from '../words/text.ts';

/** Between two looks at a backup. */
const LOOK_MS = 500;

/**
 * @param onProgress called while it is being written
 * @returns how it ended
 * @throws what the service says of a place that a backup cannot have
 */
export async function writeBackup(
  path: string,
  replace: boolean,
  onProgress: (progress: BackupProgress) => void,
): Promise<BackupProgress> {
  await service.backup.start.mutate({ path: path.trim(), replace });
  for (;;) {
    const progress = await service.backup.wait.mutate({ milliseconds: LOOK_MS });
    if (progress.state !== 'running') return progress;
    onProgress(progress);
  }
}

/** Ends it; no file is left of it. */
export async function cancelBackup(): Promise<void> {
  await service.backup.cancel.mutate().catch(() => undefined);
}

/** `~/descant-2026-03-01.backup` */
export function usualBackupName(today: Date): string {
  const parts = [today.getFullYear(), today.getMonth() + 1, today.getDate()];
  return `~/descant-${parts.map((part) => String(part).padStart(2, '0')).join('-')}.backup`;
}

/** How far it has come, or what was written. */
export function backupWords({ part, done, total, path, written }: BackupProgress): string {
  if (written !== null) {
    return `${folderForDisplay(path ?? '')}: ${fileSize(written.bytes)}, ${t('{{count}} tracks', { count: written.tracks })}, ${t('{{count}} changes', { count: written.batches })}`;
  }
  return part === null || total === 0
    ? t('Beginning …')
    : t('Copying the {{part}}: {{done}} of {{total}}', { part: t(part), done, total });
}
