/**
 * Reading Stryker's JSON report (the mutation testing report schema, version 2).
 *
 * Lines and columns of the report count from 1, those of Stryker's interfaces and of `Mutant` from 0.
 */
import { keyOf } from './mutant.ts';
import type { Mutant, MutantLocation } from './mutant.ts';
import type { MutantStatus } from './score.ts';

export type StrykerReport = {
  readonly files: {
    readonly [file: string]: {
      readonly source: string;
      readonly mutants: readonly {
        readonly mutatorName: string;
        readonly replacement?: string;
        readonly location: MutantLocation;
        readonly status: string;
        readonly statusReason?: string;
      }[];
    };
  };
};

export type MutantResult = {
  readonly mutant: Mutant;
  readonly status: MutantStatus;
  /** The code that was changed. */
  readonly original: string;
};

/** Stryker counts mutants that break a test file before its tests begin (RuntimeError) neither way; so does the report. */
const STATUSES: { readonly [status: string]: MutantStatus } = {
  Killed: 'killed',
  Timeout: 'timedOut',
  Survived: 'survived',
  NoCoverage: 'noCoverage',
  RuntimeError: 'invalid',
  CompileError: 'invalid',
  Ignored: 'invalid',
};

/**
 * The results of the mutants whose keys are in `sample`, by file and line. Throws where the report lacks one of them:
 * the score would be that of another sample.
 */
export function resultsOf(report: StrykerReport, sample: ReadonlySet<string>): MutantResult[] {
  const results: MutantResult[] = [];
  for (const [file, { source, mutants }] of Object.entries(report.files)) {
    const lines = source.split('\n');
    for (const { mutatorName, replacement = '', location, status } of mutants) {
      const mutant = { file, location: fromZero(location), mutator: mutatorName, replacement };
      if (!sample.has(keyOf(mutant))) continue;
      const known = STATUSES[status];
      if (!known) throw new Error(`Stryker reports a status that is not known here: ${status} (${keyOf(mutant)})`);
      results.push({ mutant, status: known, original: textAt(lines, mutant.location) });
    }
  }
  const keys = new Set(results.map(({ mutant }) => keyOf(mutant)));
  const missing = [...sample].filter((key) => !keys.has(key));
  if (missing.length > 0) throw new Error(`Stryker's report lacks ${missing.length} mutants, such as ${missing[0]}`);
  return results.sort(byPlace);
}

function fromZero({ start, end }: MutantLocation): MutantLocation {
  return {
    start: { line: start.line - 1, column: start.column - 1 },
    end: { line: end.line - 1, column: end.column - 1 },
  };
}

function textAt(lines: readonly string[], { start, end }: MutantLocation): string {
  const text = lines.slice(start.line, end.line + 1);
  // The end first: on a single line the start moves it.
  text[text.length - 1] = text[text.length - 1]!.slice(0, end.column);
  text[0] = text[0]!.slice(start.column);
  return text.join('\n');
}

function byPlace({ mutant: a }: MutantResult, { mutant: b }: MutantResult): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.location.start.line - b.location.start.line || a.location.start.column - b.location.start.column;
}
