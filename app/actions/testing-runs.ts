/** For tests: runs of actions on a library in memory, with every real part but the threads. */
import { AnnouncedEdits } from '../library/announced-edits.ts';
import { TESTER, type MemoryLibrary } from '../library/testing-library.ts';
import { TrackReader } from '../library/track-reader.ts';
import type { ActionRun, ActionStep } from '../model/actions.ts';
import { ActionRuns, type ActionTools, type RunRequest } from './action-runs.ts';
import { applyPlan } from './apply-plan.ts';
import { OpenPlans } from './open-plans.ts';

export interface ActionBench {
  readonly runs: ActionRuns;
  /** Runs steps on the tracks of a query (all by default) to the end. */
  run(steps: readonly ActionStep[], more?: Partial<RunRequest>): Promise<ActionRun>;
  /** The same without writing. */
  preview(steps: readonly ActionStep[], more?: Partial<RunRequest>): Promise<ActionRun>;
}

/** @param before called before each page that is worked out, and before changes are written */
export function actionBench(
  { connection, tracks }: MemoryLibrary,
  before: { page?: () => void; apply?: () => void } = {},
): ActionBench {
  const plans = new OpenPlans(connection, new TrackReader(connection));
  const edits = new AnnouncedEdits(connection, tracks, () => {});
  const tools: ActionTools = {
    openPlan: async (request) => plans.open(request),
    planPage: async (request) => {
      before.page?.();
      return plans.page(request);
    },
    closePlan: async (request) => plans.close(request),
    apply: async (request) => {
      before.apply?.();
      return applyPlan(connection, edits, request);
    },
  };
  const runs = new ActionRuns(tools);
  const toEnd = async (request: RunRequest): Promise<ActionRun> => {
    const { run } = runs.start(request);
    await runs.ended(run);
    return runs.state(run);
  };
  const usual = { selection: { query: '', sort: [] }, limit: 1000, expected: null };
  return {
    runs,
    run: (steps, more = {}) => toEnd({ ...usual, steps, batch: { author: TESTER, note: 'test' }, ...more }),
    preview: (steps, more = {}) => toEnd({ ...usual, steps, batch: null, ...more }),
  };
}
