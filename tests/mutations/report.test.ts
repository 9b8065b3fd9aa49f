import { expect, test } from 'vitest';
import { survivorsOf, tableOf } from './report.ts';
import type { MutantResult } from './results.ts';
import type { MutantStatus } from './score.ts';

function result(status: MutantStatus, line = 0, original = 'a < b', replacement = 'a <= b'): MutantResult {
  const location = { start: { line, column: 4 }, end: { line, column: 9 } };
  return { mutant: { file: 'app/a.ts', location, mutator: 'EqualityOperator', replacement }, status, original };
}

const target = { path: 'app', tests: 'app' };

test('the table has a row for each target with its counts, score and interval', () => {
  const results = [result('killed'), result('killed'), result('timedOut'), result('survived'), result('invalid')];
  const table = tableOf([
    { target, population: 500, results, seconds: 12.4 },
    { target, population: 4, results: results.slice(0, 4), seconds: 1 },
  ]);
  const rows = table.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  expect(rows[0]).toEqual(
    expect.arrayContaining(['module', 'mutants', 'run', 'killed', 'survived', 'score', '95 % interval', 'seconds']),
  );
  expect(rows[2]?.slice(1, 10)).toEqual(['app', '500', '5', '2', '1', '1', '0', '1', '75.0 %']);
  expect(rows[2]?.[10]).toMatch(/^3\d\.\d % – 9\d\.\d %$/);
  expect(rows[2]?.[11]).toBe('12');
  expect(rows[3]?.[10]).toBe('all');
  expect(new Set(table.split('\n').map(({ length }) => length)).size).toBe(1);
});

test('a survivor is told with its place, counted from 1, and what was changed', () => {
  expect(survivorsOf([result('survived', 6)])).toEqual(['app/a.ts:7:5 EqualityOperator: a < b → a <= b']);
});

test('a mutant that no test reaches is told as such', () => {
  expect(survivorsOf([result('noCoverage')])).toEqual([
    'app/a.ts:1:5 EqualityOperator: a < b → a <= b (no test reaches it)',
  ]);
});

test('mutants that were found or could not be run are no survivors', () => {
  expect(survivorsOf([result('killed'), result('timedOut'), result('invalid')])).toEqual([]);
});

test('long code stands on one line, cut in its middle', () => {
  const [line] = survivorsOf([result('survived', 0, `first(\n  ${'x'.repeat(300)},\n  last)`, '{}')]);
  expect(line).toMatch(/: first\( x+ … x+, last\) → \{\}$/);
  expect(line?.length).toBeLessThan(200);
});
