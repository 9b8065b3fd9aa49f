/** How many tracks have each value of a field. */

/** A spelling of a value. */
export interface FacetVariant {
  readonly value: string;
  readonly tracks: number;
}

/** One value: all spellings that differ in case, accents, spaces and signs alone. */
export interface FacetGroup {
  /** The spelling of most tracks. */
  readonly value: string;
  /** Tracks with any of the spellings. */
  readonly tracks: number;
  /** All spellings, that of most tracks first. */
  readonly variants: readonly FacetVariant[];
}

export interface FacetPage {
  /** The field's name in the field table. */
  readonly field: string;
  /** Number of values, on all pages. */
  readonly total: number;
  readonly offset: number;
  readonly values: readonly FacetGroup[];
}

/** A spelling in a list of all spellings. */
export interface FacetSpelling extends FacetVariant {
  /** Number of spellings of the value that are in use, this one included. */
  readonly spellings: number;
}

export interface SpellingPage {
  /** The field's name in the field table. */
  readonly field: string;
  /** Number of spellings, on all pages. */
  readonly total: number;
  /** Tracks that have no value. */
  readonly without: number;
  readonly offset: number;
  /** The spellings of a value follow one another. */
  readonly values: readonly FacetSpelling[];
}

/** What values can be sorted by. */
export const FACET_SORTS = ['count', 'name'] as const;
export type FacetSort = (typeof FACET_SORTS)[number];
