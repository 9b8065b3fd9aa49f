/** What columns show of a track that its row does not hold. */
import type { TrackFacts } from '../../app/model/tracks.ts';

export interface MoreValues {
  /** Field → values; `undefined` until they have arrived. */
  readonly tags: Readonly<Record<string, readonly string[]>> | undefined;
  readonly facts: TrackFacts | undefined;
}

export const NO_MORE_VALUES: MoreValues = { tags: undefined, facts: undefined };
