/** The orders and filters of the album wall, as the address writes them: `cover`, `-added`, `incomplete`. */
import type { AlbumFilter, AlbumSort } from '../../app/model/albums.ts';
import type { Text } from '../words/text.ts';

export interface AlbumOrder {
  readonly sort: AlbumSort;
  readonly descending: boolean;
}

/** The orders that one chooses from, in the order of the list; the first is the usual one. */
export const ALBUM_ORDERS: readonly { readonly name: string; readonly label: Text; readonly order: AlbumOrder }[] = [
  { name: '', label: 'Artist', order: { sort: 'artist', descending: false } },
  { name: 'title', label: 'Title', order: { sort: 'title', descending: false } },
  { name: '-year', label: 'Year, newest first', order: { sort: 'year', descending: true } },
  { name: 'year', label: 'Year, oldest first', order: { sort: 'year', descending: false } },
  { name: '-added', label: 'Added last', order: { sort: 'added', descending: true } },
  { name: '-plays', label: 'Most played', order: { sort: 'plays', descending: true } },
  { name: 'cover', label: 'No cover first, then artist', order: { sort: 'cover', descending: false } },
  { name: '-missing', label: 'Most missing tracks', order: { sort: 'missing', descending: true } },
];

/** The order of that name; of an unknown name the usual one. */
export function albumOrder(name: string): AlbumOrder {
  return (ALBUM_ORDERS.find((one) => one.name === name) ?? ALBUM_ORDERS[0]!).order;
}

/** What the wall can be narrowed to, in the order of the tabs. */
export const ALBUM_TABS: readonly { readonly filter: AlbumFilter | null; readonly label: Text }[] = [
  { filter: null, label: 'All' },
  { filter: 'without-cover', label: 'No cover' },
  { filter: 'incomplete', label: 'Not complete' },
];

/** The filter of that name in the address, or `null` for all albums. */
export function albumFilter(name: string): AlbumFilter | null {
  return ALBUM_TABS.find(({ filter }) => filter === name)?.filter ?? null;
}
