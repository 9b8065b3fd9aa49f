/**
 * `descant health`: how much each check has found; what a check has found; and what mends that, shown first or applied as
 * one batch.
 */
import type { HealthItem, HealthReport } from '../../../app/model/health.ts';
import { resultLines } from '../act-list.ts';
import { untilDone } from '../action-run.ts';
import { readArguments, readNumber, UsageError, withLibrary } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { checkLines, reportLines } from '../health-lines.ts';
import { printSpectrum } from '../health-spectrum.ts';
import { interruptible, showProgress } from '../long-work.ts';
import { countOf, describeError, printJson, printLines } from '../output.ts';
import { standardOutput } from '../text-sink.ts';

/** Findings and changes that people see without `--limit`. */
const SHOWN = 20;
const PAGE = 500;
const MOST_LISTED = 10_000;
const POLL_MS = 500;

interface Asked {
  readonly json: boolean;
  readonly limit: number | null;
}

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, {
    limit: { type: 'string' },
    to: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    preview: { type: 'string' },
    spectrum: { type: 'string' },
  });
  const [word, ...rest] = positionals;
  const isFix = word === 'fix';
  const limit = values.limit === undefined ? null : readNumber('--limit', values.limit, 1, MOST_LISTED);
  const asked: Asked = { json: values.json, limit };
  if (!isFix && (values.to !== undefined || values['dry-run'] || values.preview !== undefined)) {
    throw new UsageError('--to, --dry-run and --preview belong to descant health fix NAME');
  }
  if (!isFix && rest.length > 0) throw new UsageError('name one check; descant health lists them');
  const [check, ...query] = isFix ? rest : positionals;
  if (isFix && check === undefined) throw new UsageError('name the check whose findings are to be mended');
  const { spectrum } = values;
  if (spectrum !== undefined && positionals.length > 0) {
    throw new UsageError('--spectrum takes the number of a track alone');
  }
  return withLibrary(values.library, ({ api }) =>
    interruptible(async (signal) => {
      if (spectrum !== undefined) return printSpectrum(api, spectrum, values.json);
      if (isFix) {
        const request = { check: check!, query: query.join(' '), to: values.to ?? null, limit: limit ?? SHOWN };
        return mend(api, request, { ...asked, dryRun: values['dry-run'], preview: values.preview ?? null }, signal);
      }
      const report = await currentReport(api, signal);
      showProgress('');
      return check === undefined ? printReport(report, asked) : printCheck(api, report, check, asked);
    }),
  );
}

/** Waits for numbers that are up to date. */
async function currentReport(api: Api, signal: AbortSignal): Promise<HealthReport> {
  for (;;) {
    const { report, isCurrent, done, total } = await api.health.report.query({ milliseconds: POLL_MS }, { signal });
    if (isCurrent && report !== null) return report;
    showProgress(`looking at ${done} of ${countOf(total, 'track')}`);
  }
}

function printReport(report: HealthReport, { json }: Asked): number {
  if (json) printJson(report);
  else printLines(reportLines(report));
  return report.healthy ? 0 : 1;
}

async function printCheck(api: Api, { checks }: HealthReport, asked: string, { json, limit }: Asked): Promise<number> {
  const name = asked.toLowerCase();
  // The service knows the nearest name.
  const first = await api.health.items.query({ check: name, limit: Math.min(limit ?? SHOWN, PAGE) });
  const check = checks.find((one) => one.check === name)!;
  if (!json) {
    const items: HealthItem[] = [];
    for await (const page of pages(api, name, limit ?? SHOWN, first)) items.push(...page);
    printLines(checkLines(check, items));
    return check.count === 0 ? 0 : 1;
  }
  const output = standardOutput();
  await output.write(`${JSON.stringify(check).slice(0, -1)},"items":[`);
  let isFirst = true;
  for await (const page of pages(api, name, limit ?? Infinity, first)) {
    if (page.length === 0) continue;
    await output.write((isFirst ? '' : ',') + page.map((item) => JSON.stringify(item)).join(','));
    isFirst = false;
  }
  await output.write(']}\n');
  return check.count === 0 ? 0 : 1;
}

type Page = Awaited<ReturnType<Api['health']['items']['query']>>;

/** Pages of findings, so many in all at most. */
async function* pages(api: Api, check: string, limit: number, first: Page): AsyncGenerator<readonly HealthItem[]> {
  let left = limit;
  for (let page = first; ;) {
    const items = page.items.slice(0, left);
    left -= items.length;
    yield items;
    if (page.next === null || left <= 0) return;
    page = await api.health.items.query({ check, after: page.next, limit: Math.min(left, PAGE) });
  }
}

interface Mended extends Asked {
  readonly dryRun: boolean;
  readonly preview: string | null;
}

async function mend(
  api: Api,
  request: { readonly check: string; readonly query: string; readonly to: string | null; readonly limit: number },
  { json, dryRun, preview }: Mended,
  signal: AbortSignal,
): Promise<number> {
  const { isPreview, guess, result } = await runFix();
  showProgress('');
  if (json) {
    printJson({ ...result, dryRun: isPreview, guess });
    return 0;
  }
  printLines(result.matched === 0 ? ['nothing to mend'] : resultLines(result, isPreview));
  if (guess !== null && !dryRun && result.tracks > 0) {
    const words = ['descant health fix', request.check, ...(request.query === '' ? [] : [`'${request.query}'`])];
    printLines([
      `Nothing was changed: ${guess}.`,
      `To apply what is shown: ${words.join(' ')} --preview ${result.digest}`,
    ]);
  }
  return 0;

  /** A fix that guesses is shown instead. */
  async function runFix() {
    if (!dryRun) {
      try {
        const { run } = await api.health.fix.mutate({ ...request, expected: preview });
        return { isPreview: false, guess: null, result: (await untilDone(api, run, signal)).result! };
      } catch (error) {
        const { code, message } = describeError(error);
        if (code !== 'GUESSES') throw error;
        const { run } = await api.health.previewFix.mutate(request);
        return { isPreview: true, guess: message, result: (await untilDone(api, run, signal)).result! };
      }
    }
    const { run } = await api.health.previewFix.mutate(request);
    return { isPreview: true, guess: null, result: (await untilDone(api, run, signal)).result! };
  }
}
