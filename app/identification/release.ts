/**
 * A release as the sources of identification tell of it, with all its tracks. Plain data: it goes from thread to thread,
 * and is stored with proposals.
 */
import type { IdentificationSource } from '../model/identification.ts';

/** One of the artists who are credited with something. */
export interface Credit {
  readonly name: string;
  /** Empty where the source does not tell, as the next two. */
  readonly sortName: string;
  /** MusicBrainz artist. */
  readonly id: string;
  /** What stands between this name and the next one: ` feat. `. */
  readonly join: string;
}

export interface ReleaseTrack {
  readonly title: string;
  readonly credits: readonly Credit[];
  readonly disc: number;
  /** On its disc; 0 for a track that is hidden before the first one. */
  readonly position: number;
  /** Seconds; null where the source does not tell. */
  readonly length: number | null;
  /** MusicBrainz recording and MusicBrainz track; empty where the source does not tell. */
  readonly recordingId: string;
  readonly trackId: string;
  readonly isrcs: readonly string[];
  /** A track of the library with the same sound, for a release that the library itself tells of. */
  readonly copyId?: number;
}

export interface Medium {
  readonly position: number;
  readonly title: string;
  readonly format: string;
  /** Its tracks in all, without hidden ones. */
  readonly tracks: number;
}

export interface ReleaseLabel {
  readonly name: string;
  readonly catalogNumber: string;
}

/** Texts are empty where the source does not tell. */
export interface Release {
  readonly source: IdentificationSource;
  /** MusicBrainz release; of the library's own the number of the album. */
  readonly id: string;
  readonly groupId: string;
  readonly title: string;
  /** What tells it from releases of the same title. */
  readonly comment: string;
  readonly credits: readonly Credit[];
  /** YYYY, YYYY-MM or YYYY-MM-DD. */
  readonly date: string;
  /** When the release group was first released. */
  readonly firstDate: string;
  readonly country: string;
  readonly status: string;
  readonly types: readonly string[];
  readonly labels: readonly ReleaseLabel[];
  readonly barcode: string;
  readonly asin: string;
  readonly script: string;
  readonly language: string;
  readonly media: readonly Medium[];
  readonly tracks: readonly ReleaseTrack[];
  /** Whether the Cover Art Archive has a front cover; null where that is not known. */
  readonly hasCover: boolean | null;
}

/** The MusicBrainz artist that stands for many: releases of it are compilations. */
export const VARIOUS_ARTISTS = '89ad4ac3-39f7-470e-963a-56509c546377';

/** The credits as one text. */
export function creditText(credits: readonly Credit[]): string {
  return credits.map(({ name, join }) => name + join).join('');
}

/** The credits as one text for sorting; empty where a name for sorting is not known. */
export function creditSortText(credits: readonly Credit[]): string {
  if (credits.some(({ sortName }) => sortName === '')) return '';
  return credits.map(({ sortName, join }) => sortName + join).join('');
}

export function isByVarious({ credits }: Pick<Release, 'credits'>): boolean {
  return credits.some(({ id }) => id === VARIOUS_ARTISTS);
}
