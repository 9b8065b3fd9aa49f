/** Asks which tracks an edit changes where a search hides some of the selected ones. */
import { useRef } from 'react';
import { Button } from '../controls/Button.tsx';
import { Dialog, DialogActions } from '../controls/Dialog.tsx';
import { selectedWords } from '../words/selection-words.ts';
import { t } from '../words/text.ts';
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
    <Dialog title={t('Which tracks?')} look="question" onClose={() => answer(chosen.current)}>
      <p>{t('{{selected}}. The search hides them.', { selected: selectedWords(selected, hidden) })}</p>
      <DialogActions>
        <Button type="submit">{t('Cancel')}</Button>
        {choice('all', t('All {{count}} tracks', { count: selected }), shown === 0)}
        {shown === 0 ? null : choice('shown', t('The {{count}} tracks shown', { count: shown }), true)}
      </DialogActions>
    </Dialog>
  );
}
