/**
 * `descant verify [QUERY]`: whether original files have changed since the last scan. With --deep it starts a run of the
 * service, or continues the last one, and follows it; Ctrl-C pauses it.
 */
import type { OriginalProblem, OriginalsPage } from '../../../app/model/originals.ts';
import type { VerifyProgress } from '../../../app/model/verify.ts';
import { printable } from '../../setup/printable-text.mjs';
import { readArguments, UsageError, withLibrary } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { CancelledError, interruptible, showProgress } from '../long-work.ts';
import { countOf, formatBytes, formatDuration, printLines } from '../output.ts';
import { standardOutput, type TextSink } from '../text-sink.ts';

/** Files per call, and problems. */
const PAGE = 500;
const POLL_MS = 500;

interface Totals {
  checked: number;
  agreed: number;
  decoded: number;
  readonly problems: Record<OriginalProblem['problem'], number>;
}

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, {
    deep: { type: 'boolean', default: false },
    rate: { type: 'string' },
    restart: { type: 'boolean', default: false },
  });
  if (!values.deep && (values.rate !== undefined || values.restart)) {
    throw new UsageError('--rate and --restart belong to --deep');
  }
  const rate = values.rate === undefined ? null : readRate(values.rate);
  const query = positionals.join(' ');
  const output = standardOutput();
  const report = values.json ? jsonReport(output) : textReport(output);
  return withLibrary(values.library, ({ api }) =>
    interruptible((signal) =>
      values.deep
        ? followRun(api, { query, restart: values.restart, rate }, report, values.json, signal)
        : compareStamps(api, query, report, signal),
    ),
  );
}

/** MB per second. @throws UsageError */
function readRate(text: string): number {
  const rate = Number(text);
  if (text.trim() !== '' && Number.isFinite(rate) && rate >= 0) return rate;
  throw new UsageError(`--rate takes MB per second, such as 20, not "${text}"`);
}

function noTotals(): Totals {
  return {
    checked: 0,
    agreed: 0,
    decoded: 0,
    problems: { changed: 0, missing: 0, unreadable: 0, 'broken-tags': 0, damaged: 0 },
  };
}

/** @throws CancelledError */
async function compareStamps(api: Api, query: string, report: Report, signal: AbortSignal): Promise<number> {
  const total = await api.originals.count.query({ query });
  const totals = noTotals();
  let problems = 0;
  for await (const page of pages(api, query, signal)) {
    totals.checked += page.checked;
    for (const { problem } of page.problems) totals.problems[problem]++;
    showProgress('');
    await report.found(page.problems);
    problems += page.problems.length;
    showProgress(`verify: ${totals.checked} of ${total}${problems > 0 ? `, ${problems} problems` : ''}`);
  }
  showProgress('');
  await report.end(totals, false, !signal.aborted);
  if (signal.aborted) {
    throw new CancelledError(`the check was cancelled after ${totals.checked} of ${countOf(total, 'file')}`);
  }
  return problems === 0 ? 0 : 1;
}

/** Ends early on Ctrl-C. */
async function* pages(api: Api, query: string, signal: AbortSignal): AsyncGenerator<OriginalsPage> {
  for (let after: number | null = 0; after !== null && !signal.aborted;) {
    let page: OriginalsPage;
    try {
      page = await api.originals.verify.query({ query, deep: false, after, limit: PAGE }, { signal });
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
    yield page;
    after = page.next;
  }
}

/**
 * Tells what a run finds while it is at work.
 * @throws the error of a run that failed; CancelledError
 */
async function followRun(
  api: Api,
  request: { readonly query: string; readonly restart: boolean; readonly rate: number | null },
  report: Report,
  json: boolean,
  signal: AbortSignal,
): Promise<number> {
  const begun = await api.verify.start.mutate(request);
  if (begun.done > 0 && !json) {
    printLines([`Continues after ${begun.done} of ${countOf(begun.total, 'file')}; --restart begins anew.`]);
  }
  // A second Ctrl-C ends the command at once; the run is kept up to its last page then.
  const paused = new Promise<void>((resolve, reject) => {
    signal.addEventListener('abort', () => void api.verify.pause.mutate().then(() => resolve(), reject));
  });
  const totals = noTotals();
  const run = begun.run!;
  let after = 0;
  for (let progress: VerifyProgress = begun; ;) {
    for (let isLast = false; !isLast;) {
      const page = await api.verify.problems.query({ run, after, limit: PAGE });
      for (const { problem } of page.problems) totals.problems[problem]++;
      if (page.problems.length > 0) showProgress('');
      await report.found(page.problems);
      after = page.next;
      isLast = page.problems.length < PAGE;
    }
    Object.assign(totals, { checked: progress.done, agreed: progress.agreed, decoded: progress.decoded });
    if (progress.state !== 'running') {
      showProgress('');
      await report.end(totals, true, progress.state === 'done');
      return outcomeOf(progress);
    }
    showProgress(progressLine(progress));
    if (signal.aborted) await paused;
    progress = await api.verify.wait.query({ milliseconds: signal.aborted ? 0 : POLL_MS });
  }
}

/** @returns the exit code. @throws the error of a run that did not come to its end */
function outcomeOf({ state, done, total, problems, message }: VerifyProgress): number {
  if (state === 'failed') throw Object.assign(new Error(message ?? 'the run failed'), { code: 'VERIFY_FAILED' });
  if (state !== 'done') {
    const how = state === 'cancelled' ? 'was cancelled' : 'is paused';
    const what = state === 'cancelled' ? '' : '; descant verify --deep continues it';
    throw new CancelledError(`the check ${how} after ${done} of ${countOf(total, 'file')}${what}`);
  }
  return problems === 0 ? 0 : 1;
}

function progressLine({ done, total, bytes, totalBytes, rate, timeLeft, problems }: VerifyProgress): string {
  const parts = [
    `verify: ${done} of ${countOf(total, 'file')}`,
    `${formatBytes(bytes)} of ${formatBytes(totalBytes)}`,
    ...(rate > 0 ? [`${formatBytes(Math.round(rate))}/s`] : []),
    ...(timeLeft === null ? [] : [`${formatDuration(timeLeft)} left`]),
    ...(problems > 0 ? [countOf(problems, 'problem')] : []),
  ];
  return parts.join(', ');
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
