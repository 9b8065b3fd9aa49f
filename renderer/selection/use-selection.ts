/** The selection in force, shared by the table, the inspector and the keyboard. */
import { create } from 'zustand';
import { goTo, useAddress } from '../navigation/use-address.ts';
import { errorWords, service } from '../service/client.ts';
import { showToast } from '../messages/toasts.ts';
import { NOTHING, selectOne, type SelectedList, type Selection } from './selection.ts';

interface SelectionState {
  readonly selection: Selection;
  /** A long range is being collected. */
  readonly collecting: boolean;
}

export const useSelection = create<SelectionState>()(() => {
  const { track } = useAddress.getState();
  return { selection: track === null ? NOTHING : selectOne(track, 0), collecting: false };
});

let collection = 0;

/** Sets what is selected. A single track also becomes the one in the address. */
export function select(selection: Selection): void {
  collection += 1;
  useSelection.setState({ selection, collecting: false });
  const [only] = selection.ids;
  const track = selection.ids.size === 1 && only !== undefined ? only : null;
  if (track !== useAddress.getState().track) goTo({ track });
}

/**
 * The ids of the rows `first..last` of a list, for ranges that reach beyond what is on screen.
 * @returns `null` when something else was selected meanwhile, or the list could not be read
 */
export async function collectIds(
  { query, sort }: Pick<SelectedList, 'query' | 'sort'>,
  first: number,
  last: number,
): Promise<number[] | null> {
  collection += 1;
  const mine = collection;
  useSelection.setState({ collecting: true });
  try {
    const ids = await service.tracks.ids.query({ query, sort: [...sort] });
    return mine === collection ? ids.slice(first, last + 1) : null;
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
    return null;
  } finally {
    if (mine === collection) useSelection.setState({ collecting: false });
  }
}

/** Selects the tracks of a selected list one by one, where it is still selected. */
export async function selectListById(list: SelectedList): Promise<void> {
  const ids = await collectIds(list, 0, Number.POSITIVE_INFINITY);
  const { selection } = useSelection.getState();
  if (ids !== null && selection.list === list) select({ ...selection, list: null, ids: new Set(ids) });
}
