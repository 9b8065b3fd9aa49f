/** What is dragged with a row of the track table: the selected tracks where it is one of them, otherwise it alone. */
import { setDraggedText, setDraggedTracks } from '../ordered-tracks/dragged-tracks.ts';
import { isSelected, type Selection } from '../selection/selection.ts';
import { rowAt } from './row-pages.ts';
import type { TrackList } from './use-grid-selection.ts';

/** No list that tracks can be dropped on has this name: none takes them for its own. */
const FROM = '';

export function dragRow(
  transfer: DataTransfer,
  index: number,
  { query, pages }: Pick<TrackList, 'query' | 'pages'>,
  selection: Selection,
): void {
  const row = rowAt(pages, index);
  if (row === undefined) return;
  const isOneOf = isSelected(selection, row.id, query);
  const tracks = isOneOf ? (selection.list ?? { ids: [...selection.ids] }) : { ids: [row.id] };
  setDraggedTracks(transfer, { from: FROM, tracks, keys: [] });
  const fetched = pages.flatMap(({ rows }) => rows);
  setDraggedText(transfer, isOneOf ? fetched.filter(({ id }) => isSelected(selection, id, query)) : [row]);
}
