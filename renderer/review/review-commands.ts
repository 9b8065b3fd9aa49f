/** What one does with tracks that were found: show them in the library, or edit all of them there. */
import type { SortOrder } from '../navigation/address.ts';
import { goTo } from '../navigation/use-address.ts';
import { NOTHING, selectList } from '../selection/selection.ts';
import { select } from '../selection/use-selection.ts';

/** Albums in their order. */
export const ALBUM_ORDER: SortOrder = (['albumartist', 'album', 'discnumber', 'track'] as const).map((field) => ({
  field,
  descending: false,
}));

export function showInLibrary(query: string): void {
  goTo({ page: 'library', query, track: null });
}

/** Shows tracks in the library with all of them selected, for the inspector and for actions. */
export function editInLibrary(query: string, total: number): void {
  goTo({ page: 'library', query, sort: ALBUM_ORDER, track: null });
  select(selectList(NOTHING, { query, sort: ALBUM_ORDER, total }));
}
