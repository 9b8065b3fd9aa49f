/** Chooses how a track is served: with a header made from its tags, or as it is. */
import { canPlan, planFile, planPassThrough } from '../formats/plan-file.ts';
import type { Plan } from '../formats/plan.ts';
import { displayPath } from './original.ts';
import type { OverlayTrack } from './track-source.ts';

/**
 * @param minimumHeaderLength length of the header that was served before; kept while the tags fit
 * @param onProblem told why a file whose format is known is served as it is after all
 */
export function planTrack(track: OverlayTrack, minimumHeaderLength: number, onProblem: (message: string) => void): Plan {
  const { layout, tags, pictures, stamp } = track;
  if (layout === null || !canPlan(layout)) return planPassThrough(stamp.size);
  try {
    return planFile({ layout, tags, pictures, minimumHeaderLength });
  } catch (error) {
    onProblem(`${displayPath(track.path)} is shown without its edits: ${error instanceof Error ? error.message : String(error)}`);
    return planPassThrough(stamp.size);
  }
}
