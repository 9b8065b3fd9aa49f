/** Rebuilds a part of what is derived, and tells how far it has come. */
import type { RebuildPart, RebuildProgress } from '../../app/model/jobs.ts';
import { service } from '../service/client.ts';
import { count, countOf } from '../words/amounts.ts';
import { asSentence } from '../words/sentence.ts';

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
  if (state === 'running') return total === 0 ? 'Beginning …' : `${count(done)} of ${count(total)}`;
  if (state === 'cancelled') return 'The rebuild was cancelled; what it had not rebuilt is as before';
  if (state === 'failed') return `The rebuild failed: ${asSentence(message ?? '')}`;
  if (tracks !== null) return `The search was rebuilt: ${countOf(tracks, 'track')}`;
  if (fingerprints !== null) return `The fingerprint index was rebuilt: ${countOf(fingerprints, 'fingerprint')}`;
  return `${countOf(filesToAnalyse ?? 0, 'file')} to analyse again: Activity shows how far it has come`;
}
