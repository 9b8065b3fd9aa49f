/** Takes values out of a line's object, and says what is wrong with those that do not fit. */
import type { Uuid } from './dump-row.ts';

/** A line that is not taken, and why. */
export class LineError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'LineError';
  }
}

export type LineObject = Readonly<Record<string, unknown>>;

/** Characters of a text that are kept: of a title nobody reads more. */
const MOST_TEXT = 1000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** @throws LineError, unless it is a whole number from 1 to `most` */
export function idIn(line: LineObject, name: string, most = Number.MAX_SAFE_INTEGER): number {
  const value = line[name];
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new LineError(`${name} is no whole number from 1 to ${most}`);
}

/** As `idIn`; null where it is not told. */
export function optionalIdIn(line: LineObject, name: string): number | null {
  return line[name] === undefined || line[name] === null ? null : idIn(line, name);
}

/** How often something was submitted; 1 where it is not told. */
export function submissionsIn(line: LineObject): number {
  const value = line['submission_count'] ?? 1;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0xff_ff_ff_ff) return value;
  throw new LineError('submission_count is no whole number');
}

export function uuidIn(line: LineObject, name: string): Uuid {
  const value = line[name];
  if (typeof value === 'string' && UUID.test(value)) return uuidBytes(value);
  throw new LineError(`${name} is no UUID`);
}

/** @param text a UUID */
export function uuidBytes(text: string): Uuid {
  return Buffer.from(text.replaceAll('-', ''), 'hex');
}

/** As it is written: in lower case, with hyphens. */
export function uuidText(uuid: Uuid): string {
  const hex = uuid.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Empty where nothing is told. */
export function textIn(line: LineObject, name: string): string {
  const value = line[name] ?? '';
  if (typeof value === 'string') return value.slice(0, MOST_TEXT);
  throw new LineError(`${name} is no text`);
}
