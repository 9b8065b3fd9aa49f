/** `descant analysis [pause | resume | retry]`: how far the analysis is, holding it, and trying failed files again. */
import { readArguments, UsageError, withLibrary } from '../command-line.ts';
import { countOf, printJson, printLines } from '../output.ts';

const ACTIONS = ['pause', 'resume', 'retry'] as const;
type Action = (typeof ACTIONS)[number];

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, {});
  const [named, ...more] = positionals;
  const action = ACTIONS.find((one) => one === named) ?? null;
  if ((named !== undefined && action === null) || more.length > 0) {
    throw new UsageError(`analysis takes ${ACTIONS.join(', ')} or nothing, not "${positionals.join(' ')}"`);
  }
  return withLibrary(values.library, async ({ api, url }) => {
    if (url === null && (action === 'pause' || action === 'resume')) throw new NotRunningError();
    if (action === 'pause') await api.analysis.pause.mutate();
    if (action === 'resume') await api.analysis.resume.mutate();
    const retried = action === 'retry' ? await api.analysis.retry.mutate() : null;
    const [pending, jobs] = await Promise.all([api.analysis.pending.query(), api.jobs.list.query()]);
    const job = jobs.find((one) => one.job === 'analysis')!;
    const state = url === null ? 'not running' : job.state;
    if (values.json) printJson({ state, pending, failed: job.failed, ...(retried === null ? {} : { retried }) });
    else printLines([wordsOf(action, retried, state, pending)]);
    return 0;
  });
}

function wordsOf(action: Action | null, retried: number | null, state: string, pending: number): string {
  const left = `${countOf(pending, 'file')} to analyse`;
  if (retried !== null) return `${countOf(retried, 'file')} will be analysed again`;
  return action === null ? `analysis ${state}, ${left}` : `analysis ${action}d, ${left}`;
}

/** There is no analysis to hold. */
class NotRunningError extends Error {
  readonly code = 'NO_SERVICE';
  constructor() {
    super('no service runs on this library, and so no analysis; descant serve starts it');
    this.name = 'NotRunningError';
  }
}
