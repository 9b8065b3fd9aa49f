/** The orders of the list of artists, as the address writes them. */
import type { ArtistSort } from '../../app/model/albums.ts';
import type { Text } from '../words/text.ts';

export interface ArtistOrder {
  readonly sort: ArtistSort;
  readonly descending: boolean;
}

/** The first is the usual one. */
export const ARTIST_ORDERS: readonly { readonly name: string; readonly label: Text; readonly order: ArtistOrder }[] = [
  { name: '', label: 'Sort name', order: { sort: 'name', descending: false } },
  { name: '-albums', label: 'Most albums', order: { sort: 'albums', descending: true } },
  { name: '-tracks', label: 'Most tracks', order: { sort: 'tracks', descending: true } },
];

/** The order of that name; of an unknown name the usual one. */
export function artistOrder(name: string): ArtistOrder {
  return (ARTIST_ORDERS.find((one) => one.name === name) ?? ARTIST_ORDERS[0]!).order;
}

/** The query of the tracks that name an artist, as their own or as their album's. */
export function artistQuery(name: string): string {
  const value = `="${name.replaceAll('"', '""')}"`;
  return `artist:${value} , albumartist:${value}`;
}
