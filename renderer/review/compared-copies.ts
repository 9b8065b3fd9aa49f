/**
 * The tags of the copies of a recording beside each other: the fields that differ, and what the best copy lacks and
 * another one has.
 */
import { compareFields, isForPrograms } from '../words/field-names.ts';
import { sameValues } from '../words/field-text.ts';

/** Tags of one copy: field → values. */
export type CopyTags = Readonly<Record<string, readonly string[]>>;

export interface ComparedField {
  readonly field: string;
  /** Of each copy, the best first; `null` where it has none. */
  readonly values: readonly (readonly string[] | null)[];
  /** What the best copy can take: all values that it has then, and the copy that they are from. */
  readonly taken: { readonly values: readonly string[]; readonly from: number } | null;
}

export interface ComparedCopies {
  /** Fields that differ, as the inspector orders them. */
  readonly fields: readonly ComparedField[];
  /** How many fields are the same in all copies. */
  readonly agreeing: number;
}

/** What people give to a track stays with it; pictures are compared by eye. */
const LEFT_OUT: ReadonlySet<string> = new Set(['picture', 'rating', 'favourite']);

/**
 * @param copies the tags of each copy, the best first
 * @param merged what the best copy would have of fields if tags were merged
 */
export function compareCopies(copies: readonly CopyTags[], merged: CopyTags = {}): ComparedCopies {
  const names = [...new Set(copies.flatMap((tags) => Object.keys(tags)))]
    .filter((field) => !LEFT_OUT.has(field) && !isForPrograms(field))
    .sort(compareFields);
  const fields = names.map((field): ComparedField => {
    const values = copies.map((tags) => valuesOf(tags, field));
    return { field, values, taken: takenFrom(values, valuesOf(merged, field)) };
  });
  const differing = fields.filter(({ values: [best = null, ...others] }) =>
    others.some((other) => !sameValues(best, other)),
  );
  return { fields: differing, agreeing: fields.length - differing.length };
}

/** The first other copy that has the values. */
function takenFrom([, ...others]: ComparedField['values'], merged: readonly string[] | null): ComparedField['taken'] {
  const at = merged === null ? -1 : others.findIndex((other) => other !== null && sameValues(other, merged));
  return at < 0 ? null : { values: merged!, from: at + 1 };
}

function valuesOf(tags: CopyTags, field: string): readonly string[] | null {
  const values = tags[field];
  return values === undefined || values.length === 0 ? null : values;
}
