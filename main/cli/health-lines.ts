/** What `descant health` prints for people. */
import type { HealthCheckReport, HealthItem, HealthReport, HealthSeverity } from '../../app/model/health.ts';
import { formatTime } from './output.ts';

const HEADINGS: Readonly<Record<HealthSeverity, string>> = {
  error: 'Errors',
  warning: 'Warnings',
  notice: 'Notices',
};

/** The numbers of findings, the most severe first. */
export function reportLines({ healthy, checks }: HealthReport): string[] {
  const found = checks.filter(({ count }) => count > 0);
  const width = Math.max(0, ...found.map(({ count }) => String(count).length));
  const names = Math.max(0, ...found.map(({ check }) => check.length));
  const lines = (['error', 'warning', 'notice'] as const).flatMap((severity) => {
    const of = found.filter((one) => one.severity === severity);
    if (of.length === 0) return [];
    return [
      HEADINGS[severity],
      ...of.map(({ check, count, found }) => `  ${check.padEnd(names)}  ${String(count).padStart(width)} ${found}`),
      '',
    ];
  });
  return [
    ...(healthy ? ['Nothing needs attention.', ...(lines.length === 0 ? [] : [''])] : []),
    ...lines,
    ...(lines.length === 0 ? [] : ['descant health NAME lists what a check has found, and says what to do about it.']),
  ];
}

/** The findings of one check. */
export function checkLines(check: HealthCheckReport, items: readonly HealthItem[]): string[] {
  const { check: name, count, found, advice, fix } = check;
  if (count === 0) return [`${check.title}: none.`];
  return [
    `${count} ${found}`,
    `What to do: ${advice}.`,
    ...(fix === null
      ? []
      : [`descant health fix ${name} ${fix.summary}${fix.guess === null ? '' : ', which is a guess'}.`]),
    ...items.map(itemLine),
    ...(count > items.length ? [`  … and ${count - items.length} more: --limit shows more, --json all`] : []),
  ];
}

function itemLine({ trackId, albumId, about, path, message, since }: HealthItem): string {
  const what =
    albumId !== null
      ? `albumid:${albumId}  ${about}`
      : about !== ''
        ? about
        : `${trackId === null ? '' : `${trackId}  `}${path}`;
  return `  ${what}: ${message}${since === null ? '' : ` (since ${formatTime(since)})`}`;
}
