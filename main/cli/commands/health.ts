/** `descant health`: what needs attention, and what to do about it. */
import type { HealthItem } from '../../../app/model/health.ts';
import { readArguments, withLibrary } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { formatTime, printLines } from '../output.ts';
import { standardOutput } from '../text-sink.ts';

const SHOWN = 20;
const PAGE = 500;

export async function run(argv: readonly string[]): Promise<number> {
  const { values } = readArguments(argv, {});
  return withLibrary(values.library, async ({ api }) => {
    const { healthy, checks } = await api.health.report.query();
    if (values.json) {
      await printAll(api, healthy, checks);
      return healthy ? 0 : 1;
    }
    if (healthy) printLines(['Nothing needs attention.']);
    for (const { check, count, found, advice } of checks) {
      if (count === 0) continue;
      const { items } = await api.health.items.query({ check, limit: SHOWN });
      printLines([
        `${count} ${found}`,
        `  What to do: ${advice}.`,
        ...items.map(itemLine),
        ...(count > items.length
          ? [`    … and ${count - items.length} more: descant health --json lists them all`]
          : []),
        '',
      ]);
    }
    return healthy ? 0 : 1;
  });
}

function itemLine({ trackId, path, message, since }: HealthItem): string {
  return `    ${trackId === null ? '' : `${trackId}  `}${path}: ${message}${since === null ? '' : ` (since ${formatTime(since)})`}`;
}

/** One JSON object, written page by page. */
async function printAll(
  api: Api,
  healthy: boolean,
  checks: Awaited<ReturnType<Api['health']['report']['query']>>['checks'],
): Promise<void> {
  const output = standardOutput();
  await output.write(`{"healthy":${healthy},"checks":[`);
  for (const [position, report] of checks.entries()) {
    const { check, count } = report;
    await output.write(`${position > 0 ? ',' : ''}${JSON.stringify(report).slice(0, -1)},"items":[`);
    for (let after: number | null = count > 0 ? 0 : null, first = true; after !== null;) {
      const page = await api.health.items.query({ check, after, limit: PAGE });
      if (page.items.length > 0) {
        await output.write((first ? '' : ',') + page.items.map((item) => JSON.stringify(item)).join(','));
      }
      first = false;
      after = page.next;
    }
    await output.write(']}');
  }
  await output.write(']}\n');
}
