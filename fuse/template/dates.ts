/**
 * Dates as tags write them: a year, a month of a year, a day, or a moment; "2008", "2008-05",
 * "2008-05-17T20:00:00". Everything is in UTC, so that a path does not depend on where one travels.
 */

export interface TagDate {
  readonly year: number;
  /** 1–12, `null` where the tag does not say. */
  readonly month: number | null;
  readonly day: number | null;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const DATE = /^\s*(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?)?)?/;

/** `null` where the text begins with no year of four digits. A month or day out of range counts as not said. */
export function parseDate(text: string): TagDate | null {
  const match = DATE.exec(text);
  if (match === null) return null;
  const month = inRange(match[2], 1, 12);
  return {
    year: Number(match[1]),
    month,
    day: month === null ? null : inRange(match[3], 1, 31),
    hour: inRange(match[4], 0, 23) ?? 0,
    minute: inRange(match[5], 0, 59) ?? 0,
    second: inRange(match[6], 0, 59) ?? 0,
  };
}

function inRange(text: string | undefined, lowest: number, highest: number): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  return value >= lowest && value <= highest ? value : null;
}

/** A date as it is written, in pieces: year, separator, month, separator, day, rest. */
const WRITTEN = /^\s*(\d{4})(?:([-./])(\d{1,2})(?:([-./])(\d{1,2}))?)?(.*)$/s;

/**
 * The date with another year, month or day, everything else as it is written.
 * @param digits `null` takes the part away, and with it the parts that are smaller
 * @returns empty for no date; `null` where the date says no part that is larger
 */
export function withDatePart(text: string, part: 'year' | 'month' | 'day', digits: string | null): string | null {
  if (part === 'year' && digits === null) return '';
  const [, year, first = '-', month, second = first, day, rest = ''] = WRITTEN.exec(text) ?? [];
  if (part === 'year') return year === undefined ? digits : `${digits}${text.trimStart().slice(4)}`;
  if (year === undefined) return digits === null ? text : null;
  if (part === 'month') {
    return digits === null ? year : `${year}${first}${digits}${day === undefined ? '' : `${second}${day}`}${rest}`;
  }
  if (month === undefined) return digits === null ? text : null;
  return digits === null ? `${year}${first}${month}` : `${year}${first}${month}${second}${digits}${rest}`;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/**
 * The date in a `strftime` format; of its letters `Y y m d H M S j B b A a %` are known, others stay as
 * they are. Text that is no date comes back unchanged.
 */
export function formatDate(text: string, format: string): string {
  const date = parseDate(text);
  if (date === null) return text;
  const utc = new Date(Date.UTC(date.year, (date.month ?? 1) - 1, date.day ?? 1, date.hour, date.minute, date.second));
  return format.replaceAll(/%([A-Za-z%])/g, (whole, letter: string) => dateLetter(utc, letter) ?? whole);
}

function dateLetter(date: Date, letter: string): string | null {
  switch (letter) {
    case 'Y':
      return pad(date.getUTCFullYear(), 4);
    case 'y':
      return pad(date.getUTCFullYear() % 100);
    case 'm':
      return pad(date.getUTCMonth() + 1);
    case 'd':
      return pad(date.getUTCDate());
    case 'H':
      return pad(date.getUTCHours());
    case 'M':
      return pad(date.getUTCMinutes());
    case 'S':
      return pad(date.getUTCSeconds());
    case 'j':
      return pad(((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000 + 1) | 0, 3);
    case 'B':
      return MONTHS[date.getUTCMonth()] ?? null;
    case 'b':
      return MONTHS[date.getUTCMonth()]?.slice(0, 3) ?? null;
    case 'A':
      return DAYS[date.getUTCDay()] ?? null;
    case 'a':
      return DAYS[date.getUTCDay()]?.slice(0, 3) ?? null;
    case '%':
      return '%';
    default:
      return null;
  }
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}

/** A moment as the text that `%time` reads: "2026-03-01 12:00:00", in UTC. */
export function momentText(milliseconds: number): string {
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return '';
  return date.toISOString().slice(0, 19).replace('T', ' ');
}
