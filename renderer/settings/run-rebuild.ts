/** Rebuilds a part of what is derived, and tells how far it has come. */
import type { RebuildPart, RebuildProgress } from '../../app/model/jobs.ts';
import { service } from '../service/client.ts';
import { asSentence } from '../words/sentence.ts';
import { t } from '../words/text.ts';

/** Between two looks at a rebuild. */
const LOOK_MS = 500;

/** @returns how it ended @throws what the service says where another one runs */
export async function rebuild(
  part: RebuildPart,
  onProgress: (progress: RebuildProgress) => void,
): Promise<RebuildProgress> {
  await service.rebuild.start.mutate({ parts: [part] });
  for (;;) {
    const progress = await service.rebuild.wait.mutate({ milliseconds: LOOK_MS });
    if (progress.state !== 'running') return progress;
    onProgress(progress);
  }
}

/** Ends it; what it had not rebuilt is as before. */
export async function cancelRebuild(): Promise<void> {
  await service.rebuild.cancel.mutate().catch(() => undefined);
}

/** How far it has come, or what became of it. */
export function rebuildWords(progress: RebuildProgress): string {
  const { state, done, total, tracks, fingerprints, filesToAnalyse, message } = progress;
  if (state === 'running') return total === 0 ? t('Beginning …') : t('{{done}} of {{total}}', { done, total });
  if (state === 'cancelled') return t('The rebuild was cancelled; what it had not rebuilt is as before');
  if (state === 'failed') return t('The rebuild failed: {{message}}', { message: asSentence(message ?? '') });
  if (tracks !== null) {
    return t('The search was rebuilt: {{tracks}}', { tracks: t('{{count}} tracks', { count: tracks }) });
  }
  if (fingerprints !== null) {
    return t('The fingerprint index was rebuilt: {{fingerprints}}', {
      fingerprints: t('{{count}} fingerprints', { count: fingerprints }),
    });
  }
  return t('{{files}} to analyse again: Activity shows how far it has come', {
    files: t('{{count}} files', { count: filesToAnalyse ?? 0 }),
  });
}
