/** `descant scan`: adds folders to the library and scans it. */
import { resolve } from 'node:path';
import { readArguments, UsageError, withLibrary } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { CancelledError, interruptible, showProgress } from '../long-work.ts';
import { countOf, printJson, printLines } from '../output.ts';

const POLL_MS = 500;

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, { wait: { type: 'string', default: 'tags' } });
  const waitFor = values.wait;
  if (waitFor !== 'tags' && waitFor !== 'analysis') {
    throw new UsageError(`--wait takes tags or analysis, not "${waitFor}"`);
  }
  return withLibrary(
    values.library,
    async ({ api }) => {
      await api.scan.start.mutate({ paths: positionals.map((folder) => resolve(folder)) });
      const jobs = await interruptible((signal) => untilSettled(api, waitFor, signal));
      const [summary, scan] = [await api.library.summary.query(), jobs.find(({ job }) => job === 'scan')!];
      const unread = summary.folders.find(({ path }) => scan.message?.startsWith(`${path}: `));
      if (values.json) printJson({ ...summary, jobs });
      else {
        printLines([
          `${countOf(summary.tracks, 'track')} in ${summary.folders.map(({ path }) => path).join(', ') || 'no folder: name one to scan'}`,
          ...(summary.errors > 0
            ? [`${countOf(summary.errors, 'file')} could not be read: descant tracks is:broken`]
            : []),
          ...(scan.message && unread === undefined && scan.state !== 'failed' ? [scan.message] : []),
        ]);
      }
      if (unread !== undefined) {
        throw Object.assign(new Error(scan.message!), { code: 'FOLDER_UNREADABLE', path: unread.path });
      }
      if (scan.state === 'failed') {
        throw Object.assign(new Error(scan.message ?? 'the scan failed'), { code: 'SCAN_FAILED' });
      }
      return 0;
    },
    { analyse: waitFor === 'analysis' },
  );
}

/**
 * Waits, showing progress.
 * @param signal cancels the scan, and the waiting for the analysis; what was read is kept
 * @throws CancelledError
 */
async function untilSettled(api: Api, work: 'tags' | 'analysis', signal: AbortSignal) {
  const cancel = (): void => void api.scan.cancel.mutate().catch(() => {});
  signal.addEventListener('abort', cancel);
  for (;;) {
    const waitsFor = signal.aborted ? 'tags' : work;
    const { settled, jobs } = await api.scan.wait.mutate({ for: waitsFor, milliseconds: POLL_MS });
    const running = jobs.find(({ state }) => state === 'running');
    if (running) {
      const left = running.timeLeft === null ? '' : `, ${Math.ceil(running.timeLeft)} s left`;
      showProgress(`${running.job}: ${running.done} of ${running.total ?? '?'}, ${Math.round(running.rate)}/s${left}`);
    }
    if (!settled) continue;
    if (signal.aborted || jobs.some(({ job, state }) => job === 'scan' && state === 'cancelled')) {
      throw new CancelledError('the scan was cancelled; what was read is kept');
    }
    return jobs;
  }
}
