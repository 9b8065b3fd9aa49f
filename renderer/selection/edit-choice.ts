/**
 * Edits of chosen tracks, whatever their number: those of a query are changed by the query, so that no list of ids
 * travels. Each is one batch with one Undo.
 */
import type { ActionStep } from '../../app/model/actions.ts';
import { showToast } from '../messages/toasts.ts';
import { errorWords } from '../service/client.ts';
import { editMatching, editTracks, revertFields, undo, type FieldChanges } from '../service/edit-tracks.ts';
import { tracksChanged } from '../service/follow-events.ts';
import { runActions } from '../service/run-actions.ts';
import { fieldLabel } from '../words/field-names.ts';
import { t } from '../words/text.ts';
import { idsOf, type TrackChoice } from './track-choice.ts';

/** Up to so many tracks are changed in about a second; beyond, the changes are worked out first, and can be cancelled. */
const AT_ONCE = 20_000;

/** Gives chosen tracks the same new values. @returns whether it was done */
export async function editChoice(tracks: TrackChoice, changes: FieldChanges): Promise<boolean> {
  if ('ids' in tracks) return editTracks(tracks.ids, changes);
  if (tracks.total <= AT_ONCE) return editMatching(tracks.query, changes);
  const words = Object.keys(changes).map(fieldLabel).join(', ');
  return runOnChoice(tracks, stepsOf(changes), t('{{words}} changed', { words }));
}

/** Takes fields of chosen tracks back to what their files say. @returns whether it was done */
export async function revertChoice(tracks: TrackChoice, fields: readonly string[]): Promise<boolean> {
  return revertFields(await idsOf(tracks), fields);
}

/**
 * Runs actions on chosen tracks, with the message and its Undo.
 * @param words what was done: `Case changed`
 * @param expected digest of the preview that the person has seen
 * @returns whether it was done
 */
export async function runOnChoice(
  selection: TrackChoice,
  steps: readonly ActionStep[],
  words: string,
  expected?: string,
): Promise<boolean> {
  try {
    const result = await runActions({ selection, steps, ...(expected === undefined ? {} : { expected }) });
    if (result === null) {
      showToast(t('Cancelled. Nothing was changed.'));
      return false;
    }
    const { batch, tracks } = result;
    if (batch === null) {
      showToast(t('Nothing changed.'));
      return true;
    }
    tracksChanged(null, 'now');
    showToast(t('{{words}} on {{count}} tracks', { words, count: tracks }), {
      action: { label: t('Undo'), run: () => void undo(batch) },
    });
    return true;
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
    return false;
  }
}

/** The actions that make these changes. */
export function stepsOf(changes: FieldChanges): ActionStep[] {
  return Object.entries(changes).map(([field, values]) =>
    values === null
      ? { action: 'clear', parameters: { fields: [field] } }
      : { action: 'set', parameters: { field, value: values } },
  );
}
