/** `descant scan`: adds folders to the library and scans it. */
import { resolve } from 'node:path';
import { readArguments, UsageError, withLibrary } from '../command-line.ts';
import type { Api } from '../connect.ts';
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
      const jobs = await waitUntilSettled(api, waitFor);
      const [summary, scan] = [await api.library.summary.query(), jobs.find(({ job }) => job === 'scan')!];
      if (values.json) printJson({ ...summary, jobs });
      else {
        printLines([
          `${countOf(summary.tracks, 'track')} in ${summary.folders.map(({ path }) => path).join(', ') || 'no folder: name one to scan'}`,
          ...(summary.errors > 0
            ? [`${countOf(summary.errors, 'file')} could not be read: descant tracks is:broken`]
            : []),
          ...(scan.message ? [scan.message] : []),
        ]);
      }
      return scan.state === 'failed' ? 1 : 0;
    },
    { analyse: waitFor === 'analysis' },
  );
}

/** Waits, showing progress on a terminal; Ctrl-C cancels and keeps what was read. */
async function waitUntilSettled(api: Api, work: 'tags' | 'analysis') {
  const cancel = (): void => void api.scan.cancel.mutate();
  process.once('SIGINT', cancel);
  for (;;) {
    const { settled, jobs } = await api.scan.wait.mutate({ for: work, milliseconds: POLL_MS });
    const running = jobs.find(({ state }) => state === 'running');
    if (process.stderr.isTTY && running) {
      const left = running.timeLeft === null ? '' : `, ${Math.ceil(running.timeLeft)} s left`;
      process.stderr.write(
        `\r\u001b[K${running.job}: ${running.done} of ${running.total ?? '?'}, ${Math.round(running.rate)}/s${left}`,
      );
    }
    if (!settled) continue;
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    process.removeListener('SIGINT', cancel);
    return jobs;
  }
}
