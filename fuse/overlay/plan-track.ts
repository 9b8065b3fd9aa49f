/** Decides how a track is served: with a header made from its tags, or unchanged. */
import { canPlan, planFile, planPassThrough, sizeOfPlan, type PlanInput, type PlanSize } from '../formats/plan-file.ts';
import type { Plan } from '../formats/plan.ts';
import { withPlanFiles } from './plan-files.ts';
import { displayPath } from './display-path.ts';
import { errorMessage } from './errors.ts';
import type { OverlayTrack } from './track-source.ts';

/** Lengths of the generation that was served before; the next one keeps them while its tags fit. */
export interface PreviousLengths {
  readonly headerLength: number;
  readonly size: number;
}

/**
 * How a file will be served: its size, and its plan if no file has to be read for it. Otherwise `make` reads the
 * files and makes the plan.
 */
export interface PlannedFile extends PlanSize {
  readonly plan: Plan | null;
  /** Whether the file has a header that is made from tags. */
  readonly writable: boolean;
  /** @throws OverlayError `EIO` when the original or a picture cannot be read */
  make(): Promise<Plan>;
}

/** @param onProblem called with the reason when a file of a supported format has to be served unchanged */
export function planTrack(
  track: OverlayTrack,
  before: PreviousLengths | null,
  onProblem: (message: string) => void,
): PlannedFile {
  const { layout, tags, pictures, stamp, path } = track;
  if (layout === null || !canPlan(layout, 'with files')) return readyPlan(planPassThrough(stamp.size), false);
  const input: PlanInput = {
    layout,
    tags,
    pictures,
    ...(before === null ? {} : { minimumHeaderLength: before.headerLength, minimumSize: before.size }),
  };
  try {
    if (canPlan(layout)) return readyPlan(planFile(input), true);
    return {
      ...sizeOfPlan(input),
      plan: null,
      writable: true,
      make: () => withPlanFiles(path, stamp, (files) => planFile(input, files)),
    };
  } catch (error) {
    onProblem(`${displayPath(path)} is shown without its edits: ${errorMessage(error)}`);
    return readyPlan(planPassThrough(stamp.size), false);
  }
}

/** A file whose plan is made already. */
export function readyPlan(plan: Plan, writable: boolean): PlannedFile {
  return { size: plan.size, headerLength: plan.headerLength, plan, writable, make: async () => plan };
}
