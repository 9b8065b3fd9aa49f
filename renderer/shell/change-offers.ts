/** `undo genre`, typed in the palette: the last changes, each of which can be undone on its own. */
import type { EditBatch } from '../../app/model/history.ts';
import { undo } from '../service/edit-tracks.ts';
import { batchOrigin, batchWords } from '../words/change-words.ts';
import { t } from '../words/text.ts';
import { offerNamed, type Offer } from './palette-offer.ts';

/** Changes that are listed. */
const SHOWN = 8;

/** @param batches the last ones, the newest first */
export function changeOffers(text: string, batches: readonly EditBatch[]): Offer[] {
  return batches
    .filter(({ undoes, undoneBy }) => undoes === null && undoneBy === null)
    .flatMap((batch) => {
      const label = `${t('Undo')}: ${batchWords(batch)}`;
      const run = (): void => void undo(batch.id);
      return offerNamed(text, { id: `undo:${batch.id}`, icon: 'revert', label, note: batchOrigin(batch), run }) ?? [];
    })
    .slice(0, SHOWN);
}

/** Whether what is typed asks for changes to undo. */
export function asksForChanges(text: string): boolean {
  const [word] = text.trim().toLowerCase().split(/\s+/u);
  return word === t('Undo').toLowerCase();
}
