/** The parts of a recording in the answer to a lookup, as far as other parts are compared with them. */
import type { CreditedArtist } from './artist-credit.ts';

export type Artists = readonly CreditedArtist[];

export interface AnsweredTrack {
  readonly id?: string | undefined;
  readonly position?: number | undefined;
  readonly title?: string | undefined;
  readonly artists?: Artists | undefined;
}

export interface AnsweredMedium {
  readonly position?: number | undefined;
  readonly format?: string | undefined;
  readonly title?: string | undefined;
  readonly track_count?: number | undefined;
  readonly tracks: readonly AnsweredTrack[];
}

export interface AnsweredRelease {
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly artists?: Artists | undefined;
  readonly mediums?: readonly AnsweredMedium[] | undefined;
}

export interface AnsweredGroup extends Omit<AnsweredRelease, 'mediums'> {
  readonly releases?: readonly AnsweredRelease[] | undefined;
}

export interface AnsweredRecording {
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly artists?: Artists | undefined;
  readonly releasegroups?: readonly AnsweredGroup[] | undefined;
  readonly releases?: readonly AnsweredRelease[] | undefined;
}
