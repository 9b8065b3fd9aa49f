/** `descant verify [QUERY]`: whether original files have changed since the last scan. */
import type { OriginalProblem, OriginalsPage } from '../../../app/model/originals.ts';
import { printable } from '../../setup/printable-text.mjs';
import { readArguments, withLibrary } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { CancelledError, interruptible, showProgress } from '../long-work.ts';
import { countOf, printLines } from '../output.ts';
import { standardOutput, type TextSink } from '../text-sink.ts';

/** Files per call: comparing a stamp takes microseconds, decoding a file takes seconds. */
const PAGE = 500;
const DEEP_PAGE = 8;

interface Totals {
  checked: number;
  agreed: number;
  decoded: number;
  readonly problems: Record<OriginalProblem['problem'], number>;
}

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, { deep: { type: 'boolean', default: false } });
  return withLibrary(values.library, ({ api }) =>
    interruptible(async (signal) => {
      const what = { query: positionals.join(' '), deep: values.deep };
      const total = await api.originals.count.query({ query: what.query });
      const totals: Totals = {
        checked: 0,
        agreed: 0,
        decoded: 0,
        problems: { changed: 0, missing: 0, unreadable: 0, 'broken-tags': 0, damaged: 0 },
      };
      const output = standardOutput();
      const report = values.json ? jsonReport(output) : textReport(output);
      let problems = 0;
      for await (const page of pages(api, what, signal)) {
        totals.checked += page.checked;
        totals.agreed += page.agreed;
        totals.decoded += page.decoded;
        for (const { problem } of page.problems) totals.problems[problem]++;
        showProgress('');
        await report.found(page.problems);
        problems += page.problems.length;
        showProgress(`verify: ${totals.checked} of ${total}${problems > 0 ? `, ${problems} problems` : ''}`);
      }
      showProgress('');
      await report.end(totals, values.deep, !signal.aborted);
      if (signal.aborted) {
        throw new CancelledError(`the check was cancelled after ${totals.checked} of ${countOf(total, 'file')}`);
      }
      return problems === 0 ? 0 : 1;
    }),
  );
}

/** Ends early on Ctrl-C. */
async function* pages(
  api: Api,
  what: { query: string; deep: boolean },
  signal: AbortSignal,
): AsyncGenerator<OriginalsPage> {
  for (let after: number | null = 0; after !== null && !signal.aborted;) {
    let page: OriginalsPage;
    try {
      page = await api.originals.verify.query({ ...what, after, limit: what.deep ? DEEP_PAGE : PAGE }, { signal });
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
    yield page;
    after = page.next;
  }
}

interface Report {
  found(problems: readonly OriginalProblem[]): Promise<void>;
  /** @param complete whether all files were checked */
  end(totals: Totals, deep: boolean, complete: boolean): Promise<void>;
}

function textReport(output: TextSink): Report {
  return {
    async found(problems) {
      for (const { problem, trackId, path, message } of problems) {
        await output.write(`${problem.padEnd(11)}  ${trackId}  ${printable(`${path}: ${message}`)}\n`);
      }
    },
    async end({ checked, agreed, decoded, problems }, deep, complete) {
      if (!complete) return;
      const found = Object.entries(problems)
        .filter(([, count]) => count > 0)
        .map(([problem, count]) => `${count} ${problem}`);
      printLines([
        `${countOf(checked, 'file')} checked: ${found.length === 0 ? 'no problems' : found.join(', ')}`,
        ...(deep ? [`${agreed} match their checksum, ${decoded} without a checksum decoded without a fault`] : []),
        ...(problems.changed + problems.missing > 0
          ? ['descant scan reads changed files again, and looks for missing ones']
          : []),
      ]);
    },
  };
}

/** One JSON object, written as files are checked. */
function jsonReport(output: TextSink): Report {
  let head = '{"problems":[';
  return {
    async found(problems) {
      if (problems.length === 0) return;
      await output.write(head + problems.map((problem) => JSON.stringify(problem)).join(','));
      head = ',';
    },
    async end({ problems, ...totals }, deep, complete) {
      await output.write(
        `${head === ',' ? '' : head}],${JSON.stringify({ ...totals, ...problems, deep, complete }).slice(1)}\n`,
      );
    },
  };
}
