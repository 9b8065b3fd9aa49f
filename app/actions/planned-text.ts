/**
 * Planned changes as text, as threads pass them on: what lies between planning and writing needs the numbers alone. Text
 * is copied from thread to thread in a tenth of the time that the same changes take as objects, and as bytes it lies
 * outside the heaps of the threads.
 */
import type { PlannedChanges } from './plan.ts';

export interface PlannedText {
  /** The tracks, in order. */
  readonly ids: readonly number[];
  /** Of each track. */
  readonly generations: readonly number[];
  /** JSON of each track's id and changes, separated by commas: texts of pages that follow each other can be joined. */
  readonly text: Uint8Array;
  /** Field → how many of the tracks have it changed. */
  readonly fields: Readonly<Record<string, number>>;
}

type Parts = readonly [id: PlannedChanges['id'], changes: PlannedChanges['changes']];

const UTF8 = new TextDecoder();

export function toText(planned: readonly PlannedChanges[]): PlannedText {
  const fields = new Map<string, number>();
  for (const { changes } of planned) for (const { field } of changes) fields.set(field, (fields.get(field) ?? 0) + 1);
  return {
    ids: planned.map(({ id }) => id),
    generations: planned.map(({ generation }) => generation),
    text: Buffer.from(planned.map(({ id, changes }) => JSON.stringify([id, changes] satisfies Parts)).join()),
    fields: Object.fromEntries(fields),
  };
}

export function fromText({ text, generations }: PlannedText): PlannedChanges[] {
  const parts = JSON.parse(`[${UTF8.decode(text)}]`) as readonly Parts[];
  return parts.map(([id, changes], index) => ({ id, generation: generations[index]!, changes }));
}
