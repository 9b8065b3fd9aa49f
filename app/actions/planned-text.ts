/**
 * Planned changes as text, as threads pass them on: what lies between planning and writing needs the numbers alone. Text
 * is copied from thread to thread in a tenth of the time that the same changes take as objects.
 */
import type { PlannedChanges } from './plan.ts';

export interface PlannedText {
  /** JSON of each track's id and changes, separated by commas: texts of pages that follow each other can be joined. */
  readonly text: string;
  /** Of each track, in the same order. */
  readonly generations: readonly number[];
  /** Field → how many of the tracks have it changed. */
  readonly fields: Readonly<Record<string, number>>;
}

type Parts = readonly [id: PlannedChanges['id'], changes: PlannedChanges['changes']];

export function toText(planned: readonly PlannedChanges[]): PlannedText {
  const fields = new Map<string, number>();
  for (const { changes } of planned) for (const { field } of changes) fields.set(field, (fields.get(field) ?? 0) + 1);
  return {
    text: planned.map(({ id, changes }) => JSON.stringify([id, changes] satisfies Parts)).join(),
    generations: planned.map(({ generation }) => generation),
    fields: Object.fromEntries(fields),
  };
}

export function fromText({ text, generations }: PlannedText): PlannedChanges[] {
  const parts = JSON.parse(`[${text}]`) as readonly Parts[];
  return parts.map(([id, changes], index) => ({ id, generation: generations[index]!, changes }));
}
