/**
 * A checker plugin for Stryker that lets only the mutants of the sample run.
 *
 * Stryker has no samples. Its checkers decide before the tests run whether a mutant is worth running (meant for
 * compilers), which is the one place where a mutant can be left out by itself: ranges of `mutate` and ignorers also
 * leave out, or let in, all mutants that are nested in the one that is meant. Mutants that are left out are reported as
 * compile errors; the report looks only at those of the sample.
 *
 * Stryker loads this file in the copy of the tree, in a process of its own, and passes the options of its configuration.
 */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { keyOf } from './mutant.ts';
import type { MutantLocation } from './mutant.ts';

/** The name of the environment variable that holds the path of a JSON file with the keys of the sample. */
export const SAMPLE_VARIABLE = 'DESCANT_MUTANT_SAMPLE';

type StrykerMutant = {
  readonly id: string;
  /** Absolute. */
  readonly fileName: string;
  readonly location: MutantLocation;
  readonly mutatorName: string;
  readonly replacement: string;
};

type CheckResult = { readonly status: 'passed' } | { readonly status: 'compileError'; readonly reason: string };

class SampleChecker {
  readonly #sample: ReadonlySet<string>;

  constructor() {
    this.#sample = new Set(JSON.parse(readFileSync(process.env[SAMPLE_VARIABLE]!, 'utf8')) as string[]);
  }

  async init(): Promise<void> {}

  /** All at once: the answer for one mutant does not depend on another's. */
  async group(mutants: readonly StrykerMutant[]): Promise<string[][]> {
    return [mutants.map(({ id }) => id)];
  }

  async check(mutants: readonly StrykerMutant[]): Promise<Record<string, CheckResult>> {
    return Object.fromEntries(
      mutants.map((mutant) => [
        mutant.id,
        this.#sample.has(keyOfStryker(mutant, process.cwd()))
          ? { status: 'passed' }
          : { status: 'compileError', reason: 'not in the sample' },
      ]),
    );
  }
}

/** The key of a mutant as Stryker's own interfaces give it, in the tree at `root`. */
export function keyOfStryker(mutant: Omit<StrykerMutant, 'id'>, root: string): string {
  return keyOf({
    file: relative(root, mutant.fileName),
    location: mutant.location,
    mutator: mutant.mutatorName,
    replacement: mutant.replacement,
  });
}

export const strykerPlugins = [{ kind: 'Checker', name: 'sample', injectableClass: SampleChecker }];
