/**
 * Every change that a person makes goes through here: the call, the refresh of what it concerns, and the
 * message with its Undo. Failures become a message too; callers need not catch anything.
 */
import type { EditResult, UndoResult } from '../../app/model/history.ts';
import { showToast } from '../messages/toasts.ts';
import { fieldLabel } from '../words/field-names.ts';
import { reversalWords } from '../words/reversal-words.ts';
import { t } from '../words/text.ts';
import { errorWords, service } from './client.ts';
import { keepEdited } from './edited-values.ts';
import { tracksChanged } from './follow-events.ts';

/** Field → new values; `null` leaves the track without the field. */
export type FieldChanges = Readonly<Record<string, readonly string[] | null>>;

/** The bytes of a picture in base64; the service finds out what kind it is. */
export interface NewPicture {
  readonly base64: string;
}

/** Gives all tracks the same new values. @returns whether it was done */
export function editTracks(ids: readonly number[], changes: FieldChanges): Promise<boolean> {
  return perform(
    () => service.tracks.edit.mutate({ ids: [...ids], changes: mutable(changes), naming: 'exact' }),
    Object.keys(changes),
    'changed',
  );
}

/** Gives all tracks that a query finds the same new values. @returns whether it was done */
export function editMatching(query: string, changes: FieldChanges): Promise<boolean> {
  return perform(
    () => service.tracks.editMatching.mutate({ query, changes: mutable(changes), naming: 'exact' }),
    Object.keys(changes),
    'changed',
  );
}

/** The same, for callers that say themselves what was refused. @returns why it was not done; `null` when it was */
export async function editOrSay(ids: readonly number[], changes: FieldChanges): Promise<string | null> {
  try {
    const result = await service.tracks.edit.mutate({ ids: [...ids], changes: mutable(changes), naming: 'exact' });
    tellEdit(result, Object.keys(changes), 'changed');
    return null;
  } catch (error) {
    return errorWords(error);
  }
}

/** Takes fields back to what the files say. @returns whether it was done */
export function revertFields(ids: readonly number[], fields: readonly string[]): Promise<boolean> {
  return perform(
    () => service.tracks.revert.mutate({ ids: [...ids], fields: [...fields], naming: 'exact' }),
    fields,
    'restored',
  );
}

/** Replaces the picture of all tracks, or removes it with `null`. @returns whether it was done */
export function setPicture(ids: readonly number[], picture: NewPicture | null): Promise<boolean> {
  return perform(
    () => service.tracks.setPicture.mutate({ ids: [...ids], picture }),
    ['picture'],
    picture === null ? 'removed' : 'changed',
  );
}

/** Undoes a batch; the last one in force without a number. */
export async function undo(batch?: number): Promise<void> {
  await reverse(() => service.history.undo.mutate(batch === undefined ? {} : { batch }), 'undo', {
    label: t('Redo'),
    run: () => void redo(),
  });
}

/** Brings back what was undone last. */
export async function redo(): Promise<void> {
  await reverse(() => service.history.redo.mutate(), 'redo', { label: t('Undo'), run: () => void undo() });
}

const DONE = {
  changed: '{{fields}} changed on {{count}} tracks',
  removed: '{{fields}} removed on {{count}} tracks',
  restored: '{{fields}} restored on {{count}} tracks',
} as const;

async function perform(
  call: () => Promise<Edited>,
  fields: readonly string[],
  done: keyof typeof DONE,
): Promise<boolean> {
  try {
    tellEdit(await call(), fields, done);
    return true;
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
    return false;
  }
}

/** What an edit has done; without `changes` it was one of too many tracks to name. */
type Edited = Pick<EditResult, 'batch' | 'tracks'> & Partial<Pick<EditResult, 'changes'>>;

/** Says what an edit has done, and shows it. */
export function tellEdit({ batch, tracks, changes }: Edited, fields: readonly string[], done: keyof typeof DONE): void {
  if (batch === null) {
    showToast(t('Nothing changed.'));
    return;
  }
  keepEdited(changes ?? []);
  tracksChanged(changes === undefined ? null : [...new Set(changes.map((change) => change.trackId))], 'now');
  const values = { fields: fields.map(fieldLabel).join(', '), count: tracks };
  showToast(t(DONE[done], values), {
    action: { label: t('Undo'), run: () => void undo(batch) },
  });
}

async function reverse(
  call: () => Promise<UndoResult>,
  what: 'undo' | 'redo',
  action: { label: string; run: () => void },
): Promise<void> {
  try {
    const result = await call();
    tracksChanged([], 'now');
    showToast(reversalWords(what, result), result.batch === null ? {} : { action });
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}

function mutable(changes: FieldChanges): Record<string, string[] | null> {
  return Object.fromEntries(
    Object.entries(changes).map(([field, values]) => [field, values === null ? null : [...values]]),
  );
}
