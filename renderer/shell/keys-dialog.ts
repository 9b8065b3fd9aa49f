/** Whether the list of keys is open. */
import { create } from 'zustand';

export const useKeysDialog = create<{ readonly open: boolean }>()(() => ({ open: false }));

export function showKeysDialog(): void {
  useKeysDialog.setState({ open: true });
}
