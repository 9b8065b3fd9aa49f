/** The report as text: a table of scores, then the mutants that no test found. */
import type { MutantResult } from './results.ts';
import { countsOf, intervalOf, scoreOf, validOf } from './score.ts';
import type { MutantCounts } from './score.ts';
import type { TargetResults } from './stryker.ts';

const HEADINGS = ['module', 'mutants', 'run', 'killed', 'timed out', 'survived', 'no coverage', 'invalid', 'score'];

/** One row for each target, aligned, in Markdown. */
export function tableOf(targets: readonly TargetResults[]): string {
  const rows = targets.map(({ target, population, results, seconds }) => {
    const counts = countsOf(results.map(({ status }) => status));
    const { killed, timedOut, survived, noCoverage, invalid } = counts;
    const numbers = [population, results.length, killed, timedOut, survived, noCoverage, invalid].map(String);
    return [target.path, ...numbers, percent(scoreOf(counts)), intervalText(counts, population), seconds.toFixed(0)];
  });
  const table = [[...HEADINGS, '95 % interval', 'seconds'], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  const lines = table.map(
    (row) =>
      `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join(' | ')} |`,
  );
  const rule = `|${widths.map((width, column) => '-'.repeat(width + 1) + (column === 0 ? '-' : ':')).join('|')}|`;
  return [lines[0]!, rule, ...lines.slice(1)].join('\n');
}

function intervalText(counts: MutantCounts, population: number): string {
  // Invalid mutants of the sample stand for as many of the whole, which has that much fewer that count.
  const { invalid } = counts;
  const valid = validOf(counts);
  const interval = intervalOf(counts, Math.round((population * valid) / Math.max(1, valid + invalid)));
  if (interval === null) return '';
  return interval[0] === interval[1] ? 'all' : `${percent(interval[0])} – ${percent(interval[1])}`;
}

function percent(share: number | null): string {
  return share === null ? '' : `${(share * 100).toFixed(1)} %`;
}

/** A line for each mutant that no test found: the place, what was changed into what, and whether a test reaches it. */
export function survivorsOf(results: readonly MutantResult[]): string[] {
  return results
    .filter(({ status }) => status === 'survived' || status === 'noCoverage')
    .map(({ mutant, status, original }) => {
      const { line, column } = mutant.location.start;
      const change = `${onOneLine(original)} → ${onOneLine(mutant.replacement)}`;
      const unreached = status === 'noCoverage' ? ' (no test reaches it)' : '';
      return `${mutant.file}:${line + 1}:${column + 1} ${mutant.mutator}: ${change}${unreached}`;
    });
}

/** Long code is cut in its middle, for both ends tell where it is. */
const LONGEST = 100;

function onOneLine(code: string): string {
  const line = code.replaceAll(/\s+/g, ' ').trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 31)} … ${line.slice(-28)}`;
}
