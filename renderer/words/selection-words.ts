/** What is said about the selected tracks, some of which a search may hide. */
import { t } from './text.ts';

/** `23 selected`, `23 selected, 16 not shown`. */
export function selectedWords(selected: number, hidden: number): string {
  return hidden === 0
    ? t('{{selected}} selected', { selected })
    : t('{{selected}} selected, {{hidden}} not shown', { selected, hidden });
}

/** What an edit does about selected tracks that the search hides. `hidden` is 1 or more. */
export function hiddenWords(selected: number, hidden: number): string {
  if (selected === 1) return t('The search does not show this track.');
  if (selected === hidden) return t('The search hides all {{selected}} selected tracks.', { selected });
  return t('The search hides {{hidden}} of {{count}} selected tracks. An edit asks which ones it changes.', {
    hidden,
    count: selected,
  });
}
