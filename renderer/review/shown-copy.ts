/** A copy of a recording with what is shown of it. */
import type { SoundCopy } from '../../app/model/duplicates.ts';
import type { TrackFacts, TrackRow } from '../../app/model/tracks.ts';
import type { CopyTags } from './compared-copies.ts';

export interface ShownCopy {
  readonly copy: SoundCopy;
  readonly row: TrackRow | undefined;
  readonly tags: CopyTags;
  readonly facts: TrackFacts | undefined;
}
