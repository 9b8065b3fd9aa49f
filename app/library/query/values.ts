/** Reads the numbers, durations and dates that people write in queries. */

const DURATION = /^(?:(\d+):)?(\d{1,2}):(\d{1,2})(?:\.\d+)?$/;
const RELATIVE = /^([+-])(\d+)([hdwmy])$/;
const DATE = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/;
const TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}(?::\d{2}(?::\d{2})?)?$/;
const HOUR = 3_600_000;
const UNIT_MS: Readonly<Record<string, number>> = {
  h: HOUR,
  d: 24 * HOUR,
  w: 7 * 24 * HOUR,
  m: 30.44 * 24 * HOUR,
  y: 365.25 * 24 * HOUR,
};

/** A plain number, or null. */
export function parseNumber(text: string): number | null {
  return /^-?\d{1,300}(?:\.\d+)?$/.test(text) ? Number(text) : null;
}

/** Seconds from `4:30`, `1:04:30` or `270`; null when it is none of these. */
export function parseDuration(text: string): number | null {
  const parts = DURATION.exec(text);
  if (!parts) return parseNumber(text);
  return Number(parts[1] ?? 0) * 3600 + Number(parts[2]) * 60 + Number(parts[3]);
}

/**
 * Milliseconds since 1970 from `-1w` (h, d, w, m, y before now), `2024`, `2024-05`, `2024-05-17` or `2024-05-17T12:30` in
 * local time. As the end of a range each means its last millisecond.
 */
export function parseDate(text: string, end: 'from' | 'to', now: number): number | null {
  const relative = RELATIVE.exec(text);
  if (relative) return now + (relative[1] === '-' ? -1 : 1) * Number(relative[2]) * UNIT_MS[relative[3]!]!;
  if (TIME.test(text)) return parseTime(text, end);
  const parts = DATE.exec(text);
  if (!parts) return null;
  const year = Number(parts[1]);
  const month = parts[2] ? Number(parts[2]) - 1 : null;
  const day = parts[3] ? Number(parts[3]) : null;
  if (end === 'from') return new Date(year, month ?? 0, day ?? 1).getTime();
  const next =
    month === null
      ? new Date(year + 1, 0, 1)
      : day === null
        ? new Date(year, month + 1, 1)
        : new Date(year, month, day + 1);
  return next.getTime() - 1;
}

/** A day with a time: the hour, the minute or the second that it names. */
function parseTime(text: string, end: 'from' | 'to'): number | null {
  const [day, clock] = [text.slice(0, 10), text.slice(11).split(':')];
  const time = new Date(`${day}T${[...clock, '00', '00'].slice(0, 3).join(':')}`).getTime();
  if (Number.isNaN(time)) return null;
  const unit = [HOUR, 60_000, 1000][clock.length - 1]!;
  return end === 'from' ? time : time + unit - 1;
}

/** A month or a day with two digits each: `1994-05`, `1994-05-17`; null for anything else. */
export function monthOrDay(text: string): string | null {
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (year === undefined || month === undefined) return null;
  const parts = day === undefined ? [month] : [month, day];
  return [year, ...parts.map((part) => part.padStart(2, '0'))].join('-');
}
