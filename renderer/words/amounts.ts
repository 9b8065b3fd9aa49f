/** Counts, sizes and rates as people read them, in the language of the page. Binary prefixes are never used. */
import { perLanguage } from './language-in-use.ts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
const grouped = perLanguage((locale) => new Intl.NumberFormat(locale));
const oneDecimal = perLanguage((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));

/** `48211` → `48,211`. */
export function count(amount: number): string {
  return grouped().format(amount);
}

/** Bytes in decimal units with two significant digits or more: `31 GB`, `7.4 MB`. */
export function fileSize(bytes: number): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const shown = unit === 0 || value >= 9.95 ? Math.round(value) : value;
  return `${oneDecimal().format(shown)} ${UNITS[unit] ?? 'B'}`;
}

/** Things per second: whole above ten, one decimal below, so that slow work is not shown as none. */
export function shownRate(rate: number): number {
  return rate >= 10 ? Math.round(rate) : Number(rate.toFixed(1));
}

/** Bits per second → `320 kbit/s`. */
export function bitRate(bitsPerSecond: number): string {
  return `${count(Math.round(bitsPerSecond / 1000))} kbit/s`;
}

/** Bits of a sample and samples per second → `16 bit, 44.1 kHz`; lossy sounds have no bits of a sample. */
export function resolution(bits: number | null, hertz: number): string {
  return `${bits === null ? '' : `${bits} bit, `}${count(hertz / 1000)} kHz`;
}
