/** How a format plans virtual files. */
import type { Layout } from './layout.ts';
import type { PlanFiles, PlanInput, PlanSize } from './plan-input.ts';
import type { Plan } from './plan.ts';

export interface Planner {
  /** Whether a plan needs to read the original and the pictures, as for checksums over them. */
  readonly needsFiles: boolean;
  /** Whether a header can be written for this file. */
  canPlan(layout: Layout): boolean;
  /** @param files is given where `needsFiles` is true */
  plan(input: PlanInput, files: PlanFiles | undefined): Plan;
  /** Size and header length of the same plan, without access to files. */
  size(input: PlanInput): PlanSize;
}

/**
 * The planner of a format whose plan follows from lengths alone. It leaves out pictures that would have to be decoded:
 * those need access to files.
 */
export function planner(plan: (input: PlanInput) => Plan, canPlan: (layout: Layout) => boolean = () => true): Planner {
  const planPlain = (input: PlanInput): Plan =>
    plan({ ...input, pictures: input.pictures.filter(({ encoded }) => encoded === undefined) });
  return { needsFiles: false, canPlan, plan: planPlain, size: planPlain };
}
