/** What an undo or a redo did, in words. */
import type { UndoResult } from '../../app/model/history.ts';
import { t } from './text.ts';

const DONE = {
  undo: {
    done: 'Undone: {{count}} fields restored',
    not: 'Not undone: all of its fields have been changed since.',
  },
  redo: {
    done: 'Redone: {{count}} fields changed again',
    not: 'Not redone: all of its fields have been changed since.',
  },
} as const;

/** `Undone: 3 fields restored, 1 field kept because of a later change`. */
export function reversalWords(what: 'undo' | 'redo', { batch, restored, skipped }: UndoResult): string {
  const texts = DONE[what];
  if (batch === null) return t(texts.not);
  const kept =
    skipped.length === 0 ? '' : t(', {{count}} fields kept because of a later change', { count: skipped.length });
  return t(texts.done, { count: restored }) + kept;
}
