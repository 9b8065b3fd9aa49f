/** Values as other programs store them, brought to one form. What cannot be read counts as not given. */
import { Buffer } from 'node:buffer';

const STARS = 5;

/** A rating from 0 to `most` as 0.5 to 5 in halves; null for 0 and less, which mean "not rated". */
export function ratingOf(value: unknown, most: number): number | null {
  const number = numberOf(value);
  if (number === null || number <= 0) return null;
  return Math.min(STARS, Math.max(0.5, Math.round((number / most) * STARS * 2) / 2));
}

/** A number, also one written as text; null for anything else. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string' && value.trim() !== '') return numberOf(Number(value));
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** A whole number of at least 1; null for anything else. */
export function positive(value: unknown): number | null {
  const number = numberOf(value);
  return number !== null && number >= 1 && number <= Number.MAX_SAFE_INTEGER ? Math.trunc(number) : null;
}

/** How often something happened. */
export function countOf(value: unknown): number {
  return Math.min(positive(value) ?? 0, 1_000_000);
}

/** Milliseconds since 1970, of seconds; null for 0 and less, which mean "never". */
export function timeOfSeconds(value: unknown): number | null {
  const number = numberOf(value);
  return number !== null && number > 0 && number < 1e11 ? Math.round(number * 1000) : null;
}

/** A time as text that names its time zone, or else is meant as that of this computer; null where it is none. */
export function timeOfText(value: string | undefined): number | null {
  const time = value === undefined ? Number.NaN : Date.parse(value);
  return Number.isNaN(time) || time <= 0 ? null : time;
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The path of a `file:` URL as bytes; null for other URLs and for what is none. */
export function pathOfUrl(url: string): Buffer | null {
  const found = /^file:\/\/(?:localhost)?(\/.*)$/is.exec(url);
  if (!found) return null;
  const bytes = percentDecoded(found[1]!);
  if (bytes.includes(0)) return null;
  return /^\/[A-Za-z]:\//.test(found[1]!) ? bytes.subarray(1) : bytes;
}

/** An absolute path as text, of this system or of Windows; null for what is none. */
export function pathOfText(text: string): Buffer | null {
  if (text === '' || text.includes('\0')) return null;
  if (/^[A-Za-z]:[\\/]/.test(text) || text.startsWith('\\\\')) return Buffer.from(text.replaceAll('\\', '/'));
  return text.startsWith('/') ? Buffer.from(text) : null;
}

function percentDecoded(text: string): Buffer {
  if (!text.includes('%')) return Buffer.from(text);
  const parts = text.split(/%([0-9a-fA-F]{2})/);
  return Buffer.concat(
    parts.map((part, i) => (i % 2 === 0 ? Buffer.from(part) : Buffer.of(Number.parseInt(part, 16)))),
  );
}
