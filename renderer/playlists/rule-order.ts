/** The orders that a smart playlist is offered: by sorting, or random and the same until it is drawn again. */
import type { PlaylistRule } from '../../app/model/playlists.ts';
import { SORT_FIELDS, type SortOrder } from '../navigation/address.ts';
import type { Text } from '../words/text.ts';

type Order = Pick<PlaylistRule, 'sort' | 'seed'>;

export const RULE_ORDERS: readonly { readonly value: string; readonly label: Text }[] = [
  { value: '', label: 'usual order: artist, album, track' },
  { value: '-added', label: 'added last first' },
  { value: 'added', label: 'added first first' },
  { value: '-rating', label: 'best rated first' },
  { value: '-plays', label: 'most played first' },
  { value: 'plays', label: 'least played first' },
  { value: 'lastplayed', label: 'not heard for longest first' },
  { value: '-date', label: 'newest year first' },
  { value: 'date', label: 'oldest year first' },
  { value: 'title', label: 'title' },
  { value: 'random', label: 'random' },
];

/** What the headings of columns tell of the sorting of a rule; empty where no column sorts like that. */
export function ruleOrder(rule: Order | null): SortOrder {
  if (rule === null || rule.seed !== null) return [];
  return rule.sort.flatMap(({ field, descending }) => {
    const known = SORT_FIELDS.find((one) => one === field);
    return known === undefined ? [] : [{ field: known, descending }];
  });
}

/** The name of an order; `other` for one that is not offered, which stays as it is. */
export function orderName({ sort, seed }: Order): string {
  if (seed !== null) return 'random';
  const [first, ...others] = sort;
  const name = first === undefined ? '' : `${first.descending ? '-' : ''}${first.field}`;
  return others.length === 0 && RULE_ORDERS.some(({ value }) => value === name) ? name : 'other';
}

/** @param seed for a random order: from 0 up to 2³² */
export function orderNamed(name: string, seed: number): Order {
  if (name === 'random') return { sort: [], seed };
  const descending = name.startsWith('-');
  return { sort: name === '' ? [] : [{ field: name.slice(descending ? 1 : 0), descending }], seed: null };
}
