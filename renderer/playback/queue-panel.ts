/** Whether the queue is shown beside the page; kept across restarts. */
import { create } from 'zustand';

const NAME = 'descant.queue-panel';

interface QueuePanel {
  readonly open: boolean;
  /** Whether it was opened by a person, who wants to go on in it. */
  readonly takesFocus: boolean;
}

export const useQueuePanel = create<QueuePanel>()(() => ({ open: read(), takesFocus: false }));

export function toggleQueuePanel(): void {
  showQueuePanel(!useQueuePanel.getState().open);
}

export function showQueuePanel(open: boolean): void {
  useQueuePanel.setState({ open, takesFocus: open });
  try {
    window.localStorage.setItem(NAME, String(open));
  } catch {
    // Storage may be denied or full: the next page begins without the panel.
  }
}

function read(): boolean {
  try {
    return window.localStorage.getItem(NAME) === 'true';
  } catch {
    return false;
  }
}
