/** Values as tracks are counted by them: spellings of one value together. */
import type { FacetGroup, FacetSort, FacetVariant } from '../../model/facets.ts';
import { fold } from '../fold.ts';
import { naturalKey } from '../natural-key.ts';

export interface ValueRow extends FacetVariant {
  readonly key: string;
}

export interface KeyedGroup extends FacetGroup {
  readonly key: string;
  /** By which the value sorts among names. */
  readonly sort: string;
}

/** Spellings of one value together, the most frequent value first. */
export function grouped(rows: readonly ValueRow[]): KeyedGroup[] {
  const groups = new Map<string, ValueRow[]>();
  for (const row of rows) {
    const key = row.key.replaceAll(/[\s\p{P}\p{S}]+/gu, '') || row.key;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return Array.from(groups.values(), (spellings): KeyedGroup => {
    const sorted = spellings.sort((a, b) => b.tracks - a.tracks || compare(a.value, b.value));
    const { key, value } = sorted[0]!;
    return {
      key,
      sort: naturalKey(key),
      value,
      tracks: sorted.reduce((sum, { tracks }) => sum + tracks, 0),
      variants: sorted.map((row) => ({ value: row.value, tracks: row.tracks })),
    };
  }).sort((a, b) => b.tracks - a.tracks || byName(a, b));
}

/** Those of which a spelling contains the searched text, whatever its case and accents. */
export function matching(
  groups: readonly KeyedGroup[],
  { search, sort }: { readonly search: string; readonly sort: FacetSort },
): readonly KeyedGroup[] {
  const wanted = fold(search);
  const found =
    wanted === ''
      ? groups
      : groups.filter(
          ({ key, variants }) => key.includes(wanted) || variants.some(({ value }) => fold(value).includes(wanted)),
        );
  return sort === 'name' ? found.toSorted(byName) : found;
}

function byName(a: KeyedGroup, b: KeyedGroup): number {
  return compare(a.sort, b.sort);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
