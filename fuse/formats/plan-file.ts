/**
 * Plans a virtual file: a header with the given tags and pictures in front of the original's audio.
 */
import { planFlac } from './flac/write-flac.ts';
import type { Layout, Tags } from './layout.ts';
import { planMp3 } from './mp3/write-mp3.ts';
import type { PlacedPicture, Plan } from './plan.ts';

export interface PlanInput {
  readonly layout: Layout;
  /** The tags of the virtual file: all of them, not only changed ones. */
  readonly tags: Tags;
  /** The pictures of the virtual file. Those of the original are not carried over by themselves. */
  readonly pictures: readonly PlacedPicture[];
  /** Length of the header that this file showed last: it is kept while the content fits. */
  readonly minimumHeaderLength?: number;
}

type Planner = (input: PlanInput) => Plan;

const PLANNERS: Partial<Record<Layout['container'], Planner>> = { flac: planFlac, mp3: planMp3 };

/** Whether a header can be written for this file. Where not, it is passed through and refuses writes. */
export function canPlan(layout: Layout): boolean {
  return PLANNERS[layout.container] !== undefined;
}

/** The plan of the virtual file, exact to the byte. Throws where `canPlan` is false. */
export function planFile(input: PlanInput): Plan {
  const planner = PLANNERS[input.layout.container];
  if (planner === undefined) throw new Error(`No header can be written for ${input.layout.container} files.`);
  return planner(input);
}

/** The plan of a file that is shown as it is. */
export function planPassThrough(size: number): Plan {
  return { size, segments: size === 0 ? [] : [{ kind: 'source', offset: 0, length: size }], headerLength: 0 };
}
