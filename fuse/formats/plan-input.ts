/**
 * What a plan is made from.
 */
import type { ByteSource, Layout, Tags } from './layout.ts';
import type { PlacedPicture } from './plan.ts';

export interface PlanInput {
  readonly layout: Layout;
  /** The tags of the virtual file: all of them, not only changed ones. */
  readonly tags: Tags;
  /** The pictures of the virtual file. Those of the original are not carried over by themselves. */
  readonly pictures: readonly PlacedPicture[];
  /** Length of the header that this file showed last: it is kept while the content fits. */
  readonly minimumHeaderLength?: number;
  /** Size that this file showed last: kept likewise by formats that have their tags at the end. */
  readonly minimumSize?: number;
}

/** Access to the files that a plan refers to, for formats whose header depends on more than its lengths. */
export interface PlanFiles {
  readonly source: ByteSource;
  /** A picture in the art store, by the path that its `PlacedPicture` has. */
  blob(path: string): ByteSource;
}

/** What can be said of a virtual file without looking into any other file. */
export interface PlanSize {
  readonly size: number;
  readonly headerLength: number;
}
