/**
 * An edit as a difference: for each field of each track the state of its override before and after. Such
 * differences can be reversed, composed, and checked against what is there now, which is all that undo and redo are.
 *
 * The state of an override has three kinds: none (undefined: what the file says holds, whatever that is by then),
 * removed (null: the field is absent), and values. "None" is not a value: undoing the first edit of a field leaves no
 * override behind, also when the file has been retagged in the meantime.
 *
 * Everything here is pure. No difference holds a change from a state to the same state, nor a track without changes.
 */
import type { Overrides } from './effective-track.ts';

export type OverrideState = readonly string[] | null | undefined;

export type OverrideChange = readonly [from: OverrideState, to: OverrideState];

/** Track → field → change. */
export type EditDiff = ReadonlyMap<number, ReadonlyMap<string, OverrideChange>>;

/** One change of one field. */
export interface EditPart {
  readonly trackId: number;
  readonly field: string;
  readonly change: OverrideChange;
}

/** The state of a field's override. */
export function stateIn(overrides: Overrides, field: string): OverrideState {
  return Object.hasOwn(overrides, field) ? overrides[field] : undefined;
}

/** Values are equal in the same order; none, removed and values all differ. */
export function sameState(a: OverrideState, b: OverrideState): boolean {
  if (!a || !b) return a === b;
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

/** The parts as one difference. Parts of the same field follow each other in time. */
export function diffOf(parts: Iterable<EditPart>): EditDiff {
  const diff = new Map<number, Map<string, OverrideChange>>();
  for (const { trackId, field, change } of parts) {
    const fields = diff.get(trackId) ?? new Map<string, OverrideChange>();
    const [from] = fields.get(field) ?? change;
    if (sameState(from, change[1])) fields.delete(field);
    else fields.set(field, [from, change[1]]);
    if (fields.size > 0) diff.set(trackId, fields);
    else diff.delete(trackId);
  }
  return diff;
}

/** The parts of a difference, track by track. */
export function* partsOf(diff: EditDiff): Generator<EditPart> {
  for (const [trackId, fields] of diff) for (const [field, change] of fields) yield { trackId, field, change };
}

/** Whether a difference changes nothing. */
export function isEmpty(diff: EditDiff): boolean {
  return diff.size === 0;
}

/** How many fields of tracks a difference changes. */
export function sizeOfDiff(diff: EditDiff): number {
  return diff.values().reduce((size, fields) => size + fields.size, 0);
}

/** What takes `diff` back. */
export function reverse(diff: EditDiff): EditDiff {
  return new Map(Array.from(diff, ([trackId, fields]) => [trackId, reverseOfTrack(fields)]));
}

/** What takes the changes of one track back. */
export function reverseOfTrack(fields: ReadonlyMap<string, OverrideChange>): Map<string, OverrideChange> {
  return new Map(Array.from(fields, ([field, [from, to]]) => [field, [to, from] as const]));
}

/**
 * What `first` and then `second` do together. Where both change a field, the state between them is forgotten, so a
 * composition of batches holds also when one between them has been taken out.
 */
export function compose(first: EditDiff, second: EditDiff): EditDiff {
  return diffOf([...partsOf(first), ...partsOf(second)]);
}

/**
 * Splits a difference by what is there now.
 * @param overridesOf the overrides of a track; null when there is no such track
 * @returns `held`: the parts whose result is in force; `overtaken`: those that something else has changed since
 */
export function inForce(
  diff: EditDiff,
  overridesOf: (trackId: number) => Overrides | null,
): { held: EditDiff; overtaken: readonly EditPart[] } {
  const held = new Map<number, ReadonlyMap<string, OverrideChange>>();
  const overtaken: EditPart[] = [];
  for (const [trackId, fields] of diff) {
    const overrides = overridesOf(trackId);
    const holds = ([field, [, to]]: readonly [string, OverrideChange]): boolean =>
      overrides !== null && sameState(stateIn(overrides, field), to);
    const parts = [...fields];
    if (parts.every(holds)) {
      held.set(trackId, fields);
      continue;
    }
    const still = parts.filter(holds);
    if (still.length > 0) held.set(trackId, new Map(still));
    for (const part of parts) if (!holds(part)) overtaken.push({ trackId, field: part[0], change: part[1] });
  }
  return { held, overtaken };
}

/** The overrides of a track once `changes` are made, by field: an undo brings back the same text of them. */
export function changed(overrides: Overrides, changes: ReadonlyMap<string, OverrideChange>): Overrides {
  const fields = new Map(Object.entries(overrides));
  for (const [field, [, to]] of changes) {
    if (to === undefined) fields.delete(field);
    else fields.set(field, to);
  }
  return Object.fromEntries([...fields].sort(([a], [b]) => (a < b ? -1 : 1)));
}
