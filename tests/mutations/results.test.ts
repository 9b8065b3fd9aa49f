import { expect, test } from 'vitest';
import { keyOf } from './mutant.ts';
import { resultsOf } from './results.ts';
import type { StrykerReport } from './results.ts';

const source = 'export function half(n: number) {\n  if (n > 1) {\n    return n / 2;\n  }\n  return n;\n}\n';

function mutantAt(line: number, from: number, to: number, status: string, replacement = 'x', endLine = line) {
  const location = { start: { line, column: from }, end: { line: endLine, column: to } };
  return { mutatorName: 'Some', replacement, location, status };
}

function keysOf(report: StrykerReport): Set<string> {
  return new Set(
    Object.entries(report.files).flatMap(([file, { mutants }]) =>
      mutants.map(({ location: { start, end }, mutatorName, replacement = '' }) =>
        keyOf({
          file,
          location: {
            start: { line: start.line - 1, column: start.column - 1 },
            end: { line: end.line - 1, column: end.column - 1 },
          },
          mutator: mutatorName,
          replacement,
        }),
      ),
    ),
  );
}

const report: StrykerReport = {
  files: {
    'b.ts': { source, mutants: [mutantAt(3, 12, 17, 'Killed', 'n * 2'), mutantAt(2, 14, 4, 'Survived', '{}', 4)] },
    'a.ts': { source, mutants: [mutantAt(2, 7, 12, 'NoCoverage', 'true'), mutantAt(2, 7, 12, 'Timeout', 'false')] },
  },
};

test('results come by file and line, with the code that was changed', () => {
  const results = resultsOf(report, keysOf(report));
  expect(
    results.map(({ mutant, status, original }) => [mutant.file, mutant.location.start.line, status, original]),
  ).toEqual([
    ['a.ts', 1, 'noCoverage', 'n > 1'],
    ['a.ts', 1, 'timedOut', 'n > 1'],
    ['b.ts', 1, 'survived', '{\n    return n / 2;\n  }'],
    ['b.ts', 2, 'killed', 'n / 2'],
  ]);
});

test('mutants outside the sample are left out', () => {
  const sample = new Set([...keysOf(report)].slice(0, 1));
  expect(resultsOf(report, sample).map(({ mutant }) => keyOf(mutant))).toEqual([...sample]);
});

test('a report that lacks a mutant of the sample is refused', () => {
  const sample = new Set([...keysOf(report), 'c.ts:0:0-0:1 Some x']);
  expect(() => resultsOf(report, sample)).toThrow('lacks 1 mutants, such as c.ts:0:0-0:1 Some x');
});

test('mutants that could not be run are told apart from those that survived', () => {
  const broken: StrykerReport = {
    files: {
      'a.ts': {
        source,
        mutants: [mutantAt(1, 1, 2, 'RuntimeError'), mutantAt(1, 2, 3, 'CompileError'), mutantAt(1, 3, 4, 'Ignored')],
      },
    },
  };
  expect(resultsOf(broken, keysOf(broken)).map(({ status }) => status)).toEqual(['invalid', 'invalid', 'invalid']);
});

test('an unknown status is refused', () => {
  const strange: StrykerReport = { files: { 'a.ts': { source, mutants: [mutantAt(1, 1, 2, 'Pending')] } } };
  expect(() => resultsOf(strange, keysOf(strange))).toThrow('Pending');
});
