/** Asks which tracks an edit changes where a search hides some of the selected ones. */
import { useRef } from 'react';
import { Button } from '../controls/Button.tsx';
import { Dialog, DialogActions } from '../controls/Dialog.tsx';
import { countOf } from '../words/amounts.ts';
import { selectedWords } from '../words/selection-words.ts';
import { useQuestion, type Question, type WhichTracks } from './which-tracks.ts';

export function WhichTracksDialog() {
  const asked = useQuestion((state) => state.asked);
  return asked === null ? null : <Asked {...asked} />;
}

function Asked({ selected, hidden, answer }: Question) {
  const chosen = useRef<WhichTracks | null>(null);
  const choice = (which: WhichTracks, words: string, isUsual: boolean) => (
    <Button type="submit" look={isUsual ? 'primary' : 'plain'} onClick={() => (chosen.current = which)}>
      {words}
    </Button>
  );
  const shown = selected - hidden;
  return (
    <Dialog title="Which tracks?" look="question" onClose={() => answer(chosen.current)}>
      <p>{`${selectedWords(selected, hidden)}. The search hides them.`}</p>
      <DialogActions>
        <Button type="submit">Cancel</Button>
        {choice('all', `All ${countOf(selected, 'track')}`, shown === 0)}
        {shown === 0 ? null : choice('shown', `The ${countOf(shown, 'track')} shown`, true)}
      </DialogActions>
    </Dialog>
  );
}
