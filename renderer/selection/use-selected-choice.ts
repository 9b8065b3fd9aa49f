/**
 * Makes the selected tracks those that commands are about, as long as the component is shown. Where the search hides
 * some of them, the person says which are meant.
 */
import { useEffect } from 'react';
import { useAddress } from '../navigation/use-address.ts';
import { service } from '../service/client.ts';
import { selectedAmount } from './selection.ts';
import { useChoiceSource, type TrackChoice } from './track-choice.ts';
import { selectListById, useSelection } from './use-selection.ts';
import { askWhichTracks } from './which-tracks.ts';

export function useSelectedChoice(): void {
  const query = useAddress((address) => address.query);
  const list = useSelection((state) => state.selection.list);
  useChoiceSource({ amount: () => selectedAmount(useSelection.getState().selection), choose: chooseSelected });

  // A selected list whose query is not shown any more is selected track by track: which of them are shown can be told.
  useEffect(() => {
    if (list !== null && list.query !== query) void selectListById(list);
  }, [list, query]);
}

/** The selected tracks that are meant; `null` for none. */
export async function chooseSelected(): Promise<TrackChoice | null> {
  const { query } = useAddress.getState();
  const { list } = useSelection.getState().selection;
  if (list !== null && list.query === query) return list;
  if (list !== null) await selectListById(list);
  const ids = [...useSelection.getState().selection.ids];
  if (ids.length === 0) return null;
  if (query.trim() === '' || ids.length === 1) return { ids };
  const shown = await service.tracks.matching.query({ query, ids });
  if (shown.length === ids.length) return { ids };
  const which = await askWhichTracks(ids.length, ids.length - shown.length);
  return which === null ? null : { ids: which === 'all' ? ids : shown };
}
