/** Reads published dumps: what that takes first, then the run with its progress. */
import type { DumpEstimate, DumpKind, DumpProgress, DumpSummary } from '../../app/model/dumps.ts';
import { service } from '../service/client.ts';
import { count, fileSize } from '../words/amounts.ts';
import { span } from '../words/duration.ts';
import { t } from '../words/text.ts';

/** Between two looks at a run. */
const LOOK_MS = 500;

/** A run that did not end well, in the words of the service. */
export class DumpsFailedError extends Error {}

/** What reading a file or folder takes. @throws what the service says of a path that it cannot read */
export function estimateDumps(path: string): Promise<DumpEstimate> {
  return service.dumps.estimate.query({ paths: [path.trim()] });
}

/** Begins to read, and follows the run to its end. @throws DumpsFailedError */
export async function addDumps(path: string, onProgress: (progress: DumpProgress) => void): Promise<DumpProgress> {
  onProgress(await service.dumps.start.mutate({ paths: [path.trim()] }));
  return followDumps(onProgress);
}

/** Follows the run that is at work, if one is. @returns its end, or the last one's @throws DumpsFailedError */
export async function followDumps(onProgress: (progress: DumpProgress) => void): Promise<DumpProgress> {
  for (let wait = 0; ; wait = LOOK_MS) {
    const progress = await service.dumps.wait.mutate({ milliseconds: wait });
    if (progress.state === 'failed' && wait > 0) throw new DumpsFailedError(progress.message ?? '');
    if (progress.state !== 'running') return progress;
    onProgress(progress);
  }
}

/** Ends the run; what it has read stays. */
export async function cancelDumps(): Promise<void> {
  await service.dumps.cancel.mutate().catch(() => undefined);
}

/** Removes all that was read. */
export async function removeDumps(): Promise<void> {
  await service.dumps.remove.mutate();
}

const sum = (rows: Readonly<Partial<Record<DumpKind, number>>>): number =>
  Object.values(rows).reduce((total, rowsOfKind) => total + rowsOfKind, 0);

/** What is there, in a line. */
export function summaryWords({ rows, bytes, newest }: Pick<DumpSummary, 'rows' | 'bytes' | 'newest'>): string {
  const parts = [
    t('{{count}} fingerprints', { count: rows.fingerprint }),
    t('{{count}} releases', { count: rows.release }),
    fileSize(bytes),
  ];
  return newest === null ? parts.join(', ') : `${parts.join(', ')}, ${t('up to {{day}}', { day: newest })}`;
}

export function estimateWords({ files, rows, seconds, bytes, free, hasRoom, known }: DumpEstimate): readonly string[] {
  return [
    ...(files > 0 ? [t('About {{rows}} rows, {{time}}', { rows: count(sum(rows)), time: span(seconds) })] : []),
    ...(files > 0
      ? [t('{{size}} on the disk, of {{free}} that are free', { size: fileSize(bytes), free: fileSize(free) })]
      : []),
    ...(known > 0 ? [t('{{count}} files were read before', { count: known })] : []),
    ...(hasRoom ? [] : [t('The disk has no room for it.')]),
  ];
}

export function progressWords({ file, rows, repeated }: DumpProgress): string {
  return file === null
    ? t('Looking at the files …')
    : `${file}, ${t('{{count}} rows', { count: sum(rows) + repeated })}`;
}

/** What came of a run; the first lines that were not taken by name. */
export function endWords({ state, rows, refused, problems, damaged }: DumpProgress): readonly string[] {
  return [
    state === 'cancelled'
      ? t('Cancelled. The next run goes on from here.')
      : t('{{count}} new rows', { count: sum(rows) }),
    ...(refused > 0 ? [t('{{count}} lines were not taken', { count: refused })] : []),
    ...problems.slice(0, 3).map(({ file, line, reason }) => `${file}:${line}: ${reason}`),
    ...(damaged > 0 ? [t('{{count}} files are damaged', { count: damaged })] : []),
  ];
}
