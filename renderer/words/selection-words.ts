/** What is said about the selected tracks, some of which a search may hide. */
import { count, countOf, nounOf } from './amounts.ts';

/** `23 selected`, `23 selected, 16 of them hidden by the search`. */
export function selectedWords(selected: number, hidden: number): string {
  const words = `${count(selected)} selected`;
  return hidden === 0 ? words : `${words}, ${count(hidden)} of them hidden by the search`;
}

/** Why an edit does not change all selected tracks. `hidden` is 1 or more. */
export function hiddenWords(selected: number, hidden: number): string {
  if (selected === 1) return 'The search does not show this track.';
  if (selected === hidden) {
    return `The search hides all ${count(selected)} selected tracks. An edit changes only tracks that are shown.`;
  }
  const verb = nounOf(hidden, 'is', 'are');
  return `${count(hidden)} of ${countOf(selected, 'selected track')} ${verb} hidden by the search. An edit changes only the shown ${nounOf(selected - hidden, 'one')}.`;
}
