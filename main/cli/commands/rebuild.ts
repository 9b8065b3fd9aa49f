/** `descant rebuild`: rebuilds derived data from the database and the files. */
import type { RebuildPart, RebuildProgress } from '../../../app/model/jobs.ts';
import { readArguments, withLibrary } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { CancelledError, interruptible, showProgress, showRunning } from '../long-work.ts';
import { countOf, printJson, printLines } from '../output.ts';

const POLL_MS = 500;

export async function run(argv: readonly string[]): Promise<number> {
  const { values } = readArguments(
    argv,
    {
      search: { type: 'boolean', default: false },
      index: { type: 'boolean', default: false },
      vectors: { type: 'boolean', default: false },
    },
    0,
  );
  const all: readonly RebuildPart[] = ['search', 'index', 'vectors'];
  const named = all.filter((part) => values[part]);
  const parts = named.length > 0 ? named : all;
  return withLibrary(
    values.library,
    ({ api }) =>
      interruptible(async (signal) => {
        await api.rebuild.start.mutate({ parts: [...parts] });
        const rebuilt = await untilDone(api, signal);
        if (rebuilt.state === 'failed') {
          throw Object.assign(
            new Error(
              `the rebuild failed${rebuilt.part === null ? '' : ` at the ${rebuilt.part}`}: ${rebuilt.message}`,
            ),
            { code: 'REBUILD_FAILED' },
          );
        }
        if (rebuilt.state === 'cancelled') {
          throw new CancelledError('the rebuild was cancelled; the parts that it had not rebuilt are as before');
        }
        const analysed =
          rebuilt.filesToAnalyse === null ? null : await untilAnalysed(api, rebuilt.filesToAnalyse, signal);
        showProgress('');
        const { tracks, fingerprints, filesToAnalyse: listenAgain } = rebuilt;
        if (values.json) {
          printJson({ parts, tracks, fingerprints, listenAgain, stillToListen: analysed?.left ?? null });
        } else {
          printLines([
            ...(tracks === null ? [] : [`search: ${countOf(tracks, 'track')} indexed`]),
            ...(fingerprints === null ? [] : [`index: ${fingerprints} fingerprints indexed`]),
            ...(analysed === null
              ? []
              : [
                  `vectors: ${countOf(listenAgain ?? 0, 'file')} to analyse again${analysed.left === 0 ? '; done' : `; ${analysed.left} left: ${analysed.why}`}`,
                ]),
          ]);
        }
        return 0;
      }),
    { analyse: parts.includes('vectors') },
  );
}

async function untilDone(api: Api, signal: AbortSignal): Promise<RebuildProgress> {
  const cancel = (): void => void api.rebuild.cancel.mutate().catch(() => {});
  signal.addEventListener('abort', cancel);
  for (;;) {
    const progress = await api.rebuild.wait.mutate({ milliseconds: POLL_MS });
    if (progress.state !== 'running') return progress;
    showRunning(`${progress.part ?? 'rebuild'}: ${progress.done} of ${progress.total}`, progress);
  }
}

/**
 * Waits for the analysis. Ctrl-C ends the wait, not the analysis: a running service continues it, or the next start
 * does.
 */
async function untilAnalysed(api: Api, total: number, signal: AbortSignal): Promise<{ left: number; why: string }> {
  for (;;) {
    const { settled, jobs } = await api.scan.wait.mutate({ for: 'analysis', milliseconds: POLL_MS });
    const analysis = jobs.find(({ job }) => job === 'analysis')!;
    if (!settled && !signal.aborted) {
      const left = analysis.timeLeft === null ? '' : `, ${Math.ceil(analysis.timeLeft)} s left`;
      showProgress(`vectors: analysed ${analysis.done} of ${analysis.total ?? total}${left}`);
      continue;
    }
    const left = await api.analysis.pending.query();
    if (analysis.state === 'paused') return { left, why: 'the analysis is paused' };
    return {
      left,
      why:
        analysis.state === 'failed'
          ? (analysis.message ?? 'the analysis failed')
          : 'descant scan --wait analysis continues, and so does the app',
    };
  }
}
