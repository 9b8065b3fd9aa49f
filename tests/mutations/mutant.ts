/**
 * A mutant: one small change of the code that the tests of its module should notice.
 *
 * Stryker names mutants by numbers that depend on the whole run. The key of a mutant depends on the mutant alone, so
 * that a sample chosen from a list of mutants can be found again in the run and in its results.
 */

/** Both ends of the changed code. Lines and columns count from 0; the end is exclusive. */
export type MutantLocation = {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
};

export type Mutant = {
  /** Relative to the root of the tree. */
  readonly file: string;
  readonly location: MutantLocation;
  /** The kind of the change, e.g. `ConditionalExpression`. */
  readonly mutator: string;
  readonly replacement: string;
};

export function keyOf({ file, location: { start, end }, mutator, replacement }: Mutant): string {
  return `${file}:${start.line}:${start.column}-${end.line}:${end.column} ${mutator} ${replacement}`;
}
