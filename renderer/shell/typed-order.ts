/** An order of the track table in words, as one types it in the palette. Pure. */
import type { Column } from '../columns/columns.tsx';
import type { Sort } from '../navigation/address.ts';
import { matchText } from '../words/text-match.ts';

/** The order that is typed: `sort year, title` or `sort by year then title`, or the same in German; empty for none. */
export function typedOrder(
  text: string,
  columns: readonly Pick<Column, 'label' | 'sort' | 'largestFirst'>[],
): readonly Sort[] {
  const named = /^sort(?:ieren)?\s+(?:(?:by|nach)\s+)?(.+)$/iu.exec(text.trim())?.[1];
  if (named === undefined) return [];
  const terms = named.split(/\s*,\s*|\s+(?:then|dann)\s+(?:(?:by|nach)\s+)?/iu).filter((name) => name !== '');
  const sorts = terms.map((name): Sort | null => {
    const fitting = columns.filter(({ label, sort }) => sort !== null && (matchText(label, name)?.rank ?? 2) < 2);
    const column = fitting.find(({ label }) => label.toLowerCase() === name.toLowerCase()) ?? fitting[0];
    return column === undefined || column.sort === null
      ? null
      : { field: column.sort, descending: column.largestFirst ?? false };
  });
  return sorts.every((sort) => sort !== null) ? sorts : [];
}
