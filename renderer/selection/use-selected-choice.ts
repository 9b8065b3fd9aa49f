/** Makes the selected tracks that the list shows those that commands are about. */
import { useAddress } from '../navigation/use-address.ts';
import { service } from '../service/client.ts';
import { useChoiceSource } from './track-choice.ts';
import { useSelection } from './use-selection.ts';

export function useSelectedChoice(): void {
  useChoiceSource({
    amount: () => useSelection.getState().selection.ids.size,
    async choose() {
      const selected = [...useSelection.getState().selection.ids];
      const { query } = useAddress.getState();
      const isShown = selected.length <= 1 || query.trim() === '';
      const ids = isShown ? selected : await service.tracks.matching.query({ query, ids: selected });
      return ids.length === 0 ? null : { ids };
    },
  });
}
