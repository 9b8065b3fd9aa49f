/** What is said about the selected tracks, some of which a search may hide. */
import { count, countOf } from './amounts.ts';

/** `23 selected`, `23 selected, 16 not shown`. */
export function selectedWords(selected: number, hidden: number): string {
  const words = `${count(selected)} selected`;
  return hidden === 0 ? words : `${words}, ${count(hidden)} not shown`;
}

/** What an edit does about selected tracks that the search hides. `hidden` is 1 or more. */
export function hiddenWords(selected: number, hidden: number): string {
  if (selected === 1) return 'The search does not show this track.';
  if (selected === hidden) return `The search hides all ${count(selected)} selected tracks.`;
  return `The search hides ${count(hidden)} of ${countOf(selected, 'selected track')}. An edit asks which ones it changes.`;
}
