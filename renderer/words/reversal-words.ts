/** What an undo or a redo did, in words. */
import type { UndoResult } from '../../app/model/history.ts';
import { countOf } from './amounts.ts';

const DONE = { undo: ['Undone', 'restored'], redo: ['Redone', 'changed again'] } as const;

/** `Undone: 3 fields restored, 1 field kept because of a later change`. */
export function reversalWords(what: 'undo' | 'redo', { batch, restored, skipped }: UndoResult): string {
  const [verb, effect] = DONE[what];
  if (batch === null) return `Not ${verb.toLowerCase()}: all of its fields have been changed since.`;
  const kept = skipped.length === 0 ? '' : `, ${countOf(skipped.length, 'field')} kept because of a later change`;
  return `${verb}: ${countOf(restored, 'field')} ${effect}${kept}`;
}
