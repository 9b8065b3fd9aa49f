/**
 * Output of the commands: JSON for programs, aligned text for people, errors on standard error. Text for people has no
 * control characters of tags and file names; JSON has them escaped.
 */
import { inWords } from '../../app/model/system-errors.ts';
import { printable } from '../setup/printable-text.mjs';

export interface PrintableError {
  readonly code: string;
  readonly message: string;
  readonly path?: string;
  /** Where in a query the mistake is, in characters from 0. */
  readonly position?: number;
  readonly query?: string;
}

/** The code, message and path of a thrown value, also of an error of the API that came over HTTP. */
export function describeError(error: unknown): PrintableError {
  const { message, code, path, position, query, data, cause } = (error ?? {}) as {
    message?: string;
    code?: unknown;
    path?: unknown;
    position?: unknown;
    query?: unknown;
    data?: { reason?: string; path?: string | null; position?: number | null; query?: string | null };
    cause?: unknown;
  };
  if (data?.reason) {
    return {
      code: data.reason,
      message: inWords(message ?? ''),
      ...(data.path ? { path: data.path } : {}),
      ...placeIn(data.query, data.position),
    };
  }
  if (isConnectionLost(error)) return SERVICE_ENDED;
  if (cause && typeof code !== 'string') return describeError(cause);
  return {
    code: typeof code === 'string' ? code : 'INTERNAL',
    message: inWords(message ?? String(error)),
    ...(typeof path === 'string' ? { path } : {}),
    ...placeIn(query, position),
  };
}

const SERVICE_ENDED: PrintableError = {
  code: 'SERVICE_ENDED',
  message:
    'the library service ended before it had answered. What it had stored until then is kept: run the command again',
};

/** What a broken connection is called, by Node and by undici. */
const LOST = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/** Whether a call of the API failed because its service is gone. Other services answer with errors that have a reason. */
function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error) || error.name !== 'TRPCClientError') return false;
  for (let cause: unknown = error.cause; cause instanceof Error; cause = cause.cause) {
    if (LOST.has(String((cause as { code?: unknown }).code))) return true;
  }
  return false;
}

function placeIn(query: unknown, position: unknown): { position?: number; query?: string } {
  return typeof query === 'string' && typeof position === 'number' ? { position, query } : {};
}

/** Under a query with a mistake a caret shows where it is. */
export function printError(error: unknown, json: boolean): void {
  const described = describeError(error);
  const { message, position, query } = described;
  const lines = [`descant: ${printable(message)}`];
  if (position !== undefined && query !== undefined) lines.push(...pointed(query, position));
  process.stderr.write(json ? `${JSON.stringify({ error: described })}\n` : `${lines.join('\n')}\n`);
}

/** How much of a query is shown on each side of a mistake. */
const SHOWN_QUERY = 60;

function pointed(query: string, position: number): string[] {
  const start = Math.max(0, position - SHOWN_QUERY);
  const shown = printable(query.slice(start, position + SHOWN_QUERY));
  return [`  ${shown}`, `  ${' '.repeat(printable(query.slice(start, position)).length)}^`];
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** Prints each text on a line of its own, whatever line breaks it contains. */
export function printLines(lines: readonly string[]): void {
  if (lines.length > 0) process.stdout.write(`${lines.map(printable).join('\n')}\n`);
}

/** The width of a column at most, in characters: one long title does not move the columns of all other rows. */
const COLUMN_WIDTH = 60;
/** The length of a row's last cell at most, on a terminal. */
const LAST_CELL_LENGTH = 500;

/**
 * Aligns columns of text; each is as wide as its widest cell, up to `COLUMN_WIDTH`.
 * @param cut whether longer cells are cut, which is the rule on a terminal; otherwise their row alone is wider
 */
export function table(rows: readonly (readonly string[])[], cut = process.stdout.isTTY): string[] {
  const cells = rows.map((row) =>
    row.map((cell, i) => {
      const shown = printable(cell);
      return cut ? shortened(shown, i === row.length - 1 ? LAST_CELL_LENGTH : COLUMN_WIDTH) : shown;
    }),
  );
  const widths = cells.reduce<number[]>(
    (sums, row) => row.map((cell, i) => Math.max(sums[i] ?? 0, Math.min(cell.length, COLUMN_WIDTH))),
    [],
  );
  return cells.map((row) =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd(),
  );
}

/** At most `length` characters of the text, the last of which says that it is cut. */
function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const kept = text.slice(0, length - 1);
  // A character of two code units is not cut in its middle.
  return `${/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}

/** `1 track`, `2 tracks`. */
export function countOf(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

/** `4:07` or `1:02:07`. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = `${String(rest).padStart(2, '0')}`;
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** `3.2 GB`, in powers of ten. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let value = bytes;
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000;
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

/** Date and time to the minute, in the local time zone. */
export function formatTime(milliseconds: number): string {
  return new Date(milliseconds).toLocaleString('sv-SE').slice(0, 16);
}
