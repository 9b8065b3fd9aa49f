/**
 * Plans a virtual file: a header with the given tags and pictures in front of the original's audio.
 */
import { planAiff } from './aiff/write-aiff.ts';
import { planApe } from './ape/write-ape.ts';
import { planDsf } from './dsf/write-dsf.ts';
import { planFlac } from './flac/write-flac.ts';
import type { Layout } from './layout.ts';
import { planMp3 } from './mp3/write-mp3.ts';
import { canPlanMp4, planMp4 } from './mp4/write-mp4.ts';
import { planOgg, sizeOfOgg } from './ogg/write-ogg.ts';
import type { PlanFiles, PlanInput, PlanSize } from './plan-input.ts';
import type { Plan } from './plan.ts';
import { planWav } from './wav/write-wav.ts';

export type { PlanFiles, PlanInput, PlanSize } from './plan-input.ts';

/** Formats whose plan follows from lengths alone. */
const PLANNERS: Partial<Record<Layout['container'], (input: PlanInput) => Plan>> = {
  flac: planFlac,
  mp3: planMp3,
  wav: planWav,
  aiff: planAiff,
  mp4: planMp4,
  ape: planApe,
  wavpack: planApe,
  musepack: planApe,
  dsf: planDsf,
};

/**
 * Whether a header can be written for this file, with access to `files` or without. Where not, it is passed through
 * and refuses writes.
 */
export function canPlan(layout: Layout, access: 'with files' | 'without files' = 'without files'): boolean {
  if (layout.container === 'ogg') return access === 'with files';
  if (layout.container === 'mp4') return canPlanMp4(layout);
  return PLANNERS[layout.container] !== undefined;
}

/**
 * The plan of the virtual file, exact to the byte.
 *
 * Ogg needs `files`: its pages carry checksums over the setup packet and over art as text. Throws where `canPlan` is false, and
 * where a picture or the original turns out shorter than was said.
 */
export function planFile(input: PlanInput, files?: PlanFiles): Plan {
  const { container } = input.layout;
  if (container === 'ogg' && files !== undefined) return planOgg(input, files);
  const planner = PLANNERS[container];
  if (planner === undefined) {
    throw new Error(
      `No header can be written for this ${container} file${container === 'ogg' ? ' without reading it' : ''}.`,
    );
  }
  return planner({ ...input, pictures: input.pictures.filter(({ encoded }) => encoded === undefined) });
}

/** Size and header length of the plan that `planFile` makes of the same input, without access to files. */
export function sizeOfPlan(input: PlanInput): PlanSize {
  return input.layout.container === 'ogg' ? sizeOfOgg(input) : planFile(input);
}

/** The plan of a file that is shown as it is. */
export function planPassThrough(size: number): Plan {
  return { size, segments: size === 0 ? [] : [{ kind: 'source', offset: 0, length: size }], headerLength: 0 };
}
