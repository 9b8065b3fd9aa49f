/**
 * By what a list is sorted: the column that was chosen last, then those chosen before it, which break its ties. The
 * service breaks what ties remain by album, disc and track, ascending. Pure.
 */
import type { SortField, SortOrder } from './address.ts';

/** More columns would not be told apart by anybody. */
const MOST = 4;

/**
 * Sorts by a column first; what was sorted by before breaks its ties. The first column again turns its order round.
 * @param descending whether the column begins with its largest value
 */
export function sortedFirstBy(order: SortOrder, field: SortField, descending = false): SortOrder {
  const [first, ...others] = order;
  if (first?.field === field) return [{ field, descending: !first.descending }, ...others];
  return [{ field, descending }, ...order.filter((sort) => sort.field !== field)].slice(0, MOST);
}

/** Sorts by a column behind those that are there; one that is there turns round in its place. */
export function sortedThenBy(order: SortOrder, field: SortField, descending = false): SortOrder {
  if (!order.some((sort) => sort.field === field)) return [...order, { field, descending }].slice(-MOST);
  return order.map((sort) => (sort.field === field ? { field, descending: !sort.descending } : sort));
}
