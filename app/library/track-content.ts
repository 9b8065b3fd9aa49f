/** All that is derived from the tags in force of a track: what its row, its genres and the full-text index hold. */
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
  const genres = (tags['genre'] ?? []).map((genre): [string, string] => [fold(genre), genre]);
  return { columns, hasArt, genres, composer: tags['composer']?.join(' ') ?? '', fileName };
}
