/**
 * Plans a virtual file: a header with the given tags and pictures in front of the original's audio.
 */
import { formatOf } from './formats.ts';
import type { Layout } from './layout.ts';
import type { PlanFiles, PlanInput, PlanSize } from './plan-input.ts';
import type { Plan } from './plan.ts';
import type { Planner } from './planner.ts';
import { withRatingTexts } from './ratings/file-rating.ts';

export type { PlanFiles, PlanInput, PlanSize } from './plan-input.ts';

/**
 * Whether a header can be written for this file, with access to `files` or without. Where not, it is passed through
 * and refuses writes.
 */
export function canPlan(layout: Layout, access: 'with files' | 'without files' = 'without files'): boolean {
  const planner = formatOf(layout.container)?.planner ?? null;
  return planner !== null && (access === 'with files' || !planner.needsFiles) && planner.canPlan(layout);
}

/**
 * The plan of the virtual file, exact to the byte.
 *
 * Formats whose planner needs files (Ogg) need `files`. Throws where `canPlan` is false, and where a picture or the
 * original is shorter than its layout says.
 */
export function planFile(input: PlanInput, files?: PlanFiles): Plan {
  return plannerOf(input).plan(withRatingTexts(input), files);
}

/** Size and header length of the plan that `planFile` makes of the same input, without access to files. */
export function sizeOfPlan(input: PlanInput): PlanSize {
  return plannerOf(input).size(withRatingTexts(input));
}

function plannerOf({ layout: { container } }: PlanInput): Planner {
  const planner = formatOf(container)?.planner ?? null;
  if (planner === null) throw new Error(`No header can be written for this ${container} file.`);
  return planner;
}

/** The plan of a file that is shown as it is. */
export function planPassThrough(size: number): Plan {
  return { size, segments: size === 0 ? [] : [{ kind: 'source', offset: 0, length: size }], headerLength: 0 };
}
