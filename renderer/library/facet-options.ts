/**
 * What a column of facets lists: all values together, then what is chosen and not among the first values, tracks without
 * a value, and the values, of which pages are fetched as they come on screen.
 */
import type { FacetSpelling } from '../../app/model/facets.ts';
import type { FacetChoice } from '../words/query-text.ts';

export interface FacetOption {
  /** `null` stands for all values, the empty one for none. */
  readonly value: string | null;
  /** `null` where it is not known. */
  readonly tracks: number | null;
  readonly spellings: number;
}

export interface FacetOptions {
  readonly total: number;
  /** How many options stand in front of the values. */
  readonly before: number;
  at(index: number): FacetOption | undefined;
}

interface Listed {
  /** Number of values. */
  readonly total: number;
  /** Tracks without a value. */
  readonly without: number;
  /** Number of all tracks, or `null` where it is not shown. */
  readonly all: number | null;
  readonly firstValues: readonly FacetSpelling[];
  readonly valueAt: (index: number) => FacetSpelling | undefined;
}

export function facetOptions({ values: chosen }: FacetChoice, listed: Listed): FacetOptions {
  const first = new Set(listed.firstValues.map(({ value }) => value));
  const front: FacetOption[] = [
    { value: null, tracks: listed.all, spellings: 1 },
    ...chosen
      .filter((value) => !first.has(value) && (value !== '' || listed.without === 0))
      .map((value) => ({ value, tracks: null, spellings: 1 })),
    ...(listed.without > 0 ? [{ value: '', tracks: listed.without, spellings: 1 }] : []),
  ];
  return {
    total: front.length + listed.total,
    before: front.length,
    at: (index) => (index < front.length ? front[index] : listed.valueAt(index - front.length)),
  };
}
