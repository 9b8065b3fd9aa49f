/** Chooses how a track is served: with a header made from its tags, or as it is. */
import { canPlan, planFile, planPassThrough, sizeOfPlan, type PlanInput, type PlanSize } from '../formats/plan-file.ts';
import type { Plan } from '../formats/plan.ts';
import { withPlanFiles } from './plan-files.ts';
import { displayPath } from './original.ts';
import type { OverlayTrack } from './track-source.ts';

/** Lengths that were served before; they are kept while the tags fit. */
export interface PreviousLengths {
  readonly headerLength: number;
  readonly size: number;
}

/**
 * How a track will be served: its size, and its plan, where that can be had without looking into any file.
 * `make` makes it where not.
 */
export interface PlannedFile extends PlanSize {
  readonly plan: Plan | null;
  /** Whether the file has a header that is made from tags. */
  readonly writable: boolean;
  /** @throws OverlayError `EIO` when the original or a picture cannot be read */
  make(): Promise<Plan>;
}

/**
 * @param onProblem told why a file whose format is known is served as it is after all
 */
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
    onProblem(
      `${displayPath(path)} is shown without its edits: ${error instanceof Error ? error.message : String(error)}`,
    );
    return readyPlan(planPassThrough(stamp.size), false);
  }
}

/** A plan that is there already. */
export function readyPlan(plan: Plan, writable: boolean): PlannedFile {
  return { size: plan.size, headerLength: plan.headerLength, plan, writable, make: async () => plan };
}
