/**
 * Dates in ID3v2.3 are scattered: TYER (year), TDAT (day and month), TIME (hour and minute), TORY (original
 * year). They are put together as ID3v2.4 writes them: `2004-05-06T07:08`.
 */
import type { TagCollector } from '../tags/tag-collector.ts';

export interface DateParts {
  year: string;
  dayMonth: string;
  hourMinute: string;
  originalYear: string;
  /** The exact dates that stand beside the year frames in TXXX where the frames cannot say them. */
  exact: string[];
  exactOriginal: string[];
}

export function newDateParts(): DateParts {
  return { year: '', dayMonth: '', hourMinute: '', originalYear: '', exact: [], exactOriginal: [] };
}

/**
 * Fills `date` and `originaldate` from the frames of ID3v2.3, and from the exact text beside them where that only says more:
 * an editor that knows only the frames may have changed them.
 */
export function finishDates(tags: TagCollector, parts: DateParts): void {
  fill(tags, 'date', assemble(parts), parts.exact);
  fill(tags, 'originaldate', parts.originalYear, parts.exactOriginal);
}

function fill(tags: TagCollector, field: string, fromParts: string, exact: readonly string[]): void {
  const stated = tags.tags[field]?.[0] ?? fromParts;
  if (exact[0]?.startsWith(stated) === true) tags.replace(field, exact);
  else if (!tags.has(field)) tags.add(field, fromParts);
}

function assemble({ year, dayMonth, hourMinute }: DateParts): string {
  if (!/^\d{4}$/.test(year) || !/^\d{4}$/.test(dayMonth)) return year;
  const day = `${year}-${dayMonth.slice(2)}-${dayMonth.slice(0, 2)}`;
  return /^\d{4}$/.test(hourMinute) ? `${day}T${hourMinute.slice(0, 2)}:${hourMinute.slice(2)}` : day;
}

/** A date as ID3v2.3's frames say it, and whether they say all of it. */
export interface SplitDate {
  readonly year: string;
  readonly dayMonth: string;
  readonly hourMinute: string;
  readonly complete: boolean;
}

/** Splits `2004-05-06T07:08` for TYER, TDAT and TIME. A text that is no such date goes whole into `year`. */
export function splitDate(text: string): SplitDate {
  const match = /^(\d{4})(?:-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?)?/.exec(text);
  if (match === null) return { year: text, dayMonth: '', hourMinute: '', complete: true };
  const [whole, year, month, day, hour, minute] = match;
  return {
    year: year as string,
    dayMonth: day === undefined ? '' : `${day}${month as string}`,
    hourMinute: minute === undefined ? '' : `${hour as string}${minute}`,
    complete: whole === text,
  };
}
