/** `descant rebuild`: makes again what can be made again from the database and the files. */
import type { RebuildPart, RebuildProgress } from '../../../app/model/jobs.ts';
import { readArguments, withLibrary } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { CancelledError, interruptible, showProgress } from '../long-work.ts';
import { printJson, printLines } from '../output.ts';

const POLL_MS = 500;

export async function run(argv: readonly string[]): Promise<number> {
  const { values } = readArguments(argv, {
    search: { type: 'boolean', default: false },
    index: { type: 'boolean', default: false },
    vectors: { type: 'boolean', default: false },
  });
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
            new Error(`the ${rebuilt.part ?? 'rebuild'} could not be made again: ${rebuilt.message}`),
            { code: 'REBUILD_FAILED' },
          );
        }
        if (rebuilt.state === 'cancelled') {
          throw new CancelledError('the rebuild was cancelled; what it had not come to is as it was');
        }
        const listening =
          rebuilt.filesToAnalyse === null ? null : await untilHeard(api, rebuilt.filesToAnalyse, signal);
        showProgress('');
        const { tracks, fingerprints, filesToAnalyse: listenAgain } = rebuilt;
        if (values.json) {
          printJson({ parts, tracks, fingerprints, listenAgain, stillToListen: listening?.left ?? null });
        } else {
          printLines([
            ...(tracks === null ? [] : [`search: ${tracks} tracks indexed`]),
            ...(fingerprints === null ? [] : [`index: ${fingerprints} fingerprints put in from the database`]),
            ...(listening === null
              ? []
              : [
                  `vectors: ${listenAgain} files had to be listened to again, for vectors are kept nowhere else${listening.left === 0 ? '; done' : `; ${listening.left} are left: ${listening.why}`}`,
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
    showProgress(`${progress.part ?? 'rebuild'}: ${progress.done} of ${progress.total}`);
  }
}

/** Waits until all has been listened to. Ctrl-C ends the waiting, not the work: a service goes on with it, or the next start does. */
async function untilHeard(api: Api, total: number, signal: AbortSignal): Promise<{ left: number; why: string }> {
  for (;;) {
    const { settled, jobs } = await api.scan.wait.mutate({ for: 'analysis', milliseconds: POLL_MS });
    const analysis = jobs.find(({ job }) => job === 'analysis')!;
    if (!settled && !signal.aborted) {
      const left = analysis.timeLeft === null ? '' : `, ${Math.ceil(analysis.timeLeft)} s left`;
      showProgress(`vectors: listening, ${analysis.done} of ${analysis.total ?? total}${left}`);
      continue;
    }
    const left = await api.analysis.pending.query();
    if (analysis.state === 'paused') return { left, why: 'the analysis is paused' };
    return {
      left,
      why:
        analysis.state === 'failed'
          ? (analysis.message ?? 'the analysis failed')
          : 'descant scan --wait analysis goes on with them, and so does the app',
    };
  }
}
