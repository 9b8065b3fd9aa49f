/** All that is derived from the tags in force of a track: what its row, its genres and the full-text index hold. */
import type { Tags } from '../../fuse/formats/layout.ts';
import type { DerivedColumns } from './derived-columns.ts';
import type { EffectiveTrack } from './effective-track.ts';
import { fold } from './fold.ts';

export interface TrackContent {
  readonly columns: DerivedColumns;
  readonly hasArt: boolean;
  /** Each genre as it is compared and as it is written. */
  readonly genres: readonly (readonly [key: string, genre: string])[];
  readonly composer: string;
  readonly fileName: string;
}

export function contentOf({ columns, hasArt, tags, fileName }: EffectiveTrack): TrackContent {
  return { columns, hasArt, genres: genresOf(tags), composer: composerText(tags), fileName };
}

export function genresOf(tags: Tags): TrackContent['genres'] {
  return (tags['genre'] ?? []).map((genre): [string, string] => [fold(genre), genre]);
}

/** The composers of a track as the full-text index has them. */
export function composerText(tags: Tags): string {
  return tags['composer']?.join(' ') ?? '';
}
