/** Gains as people read them, with the sign that typographers use: `−5.8 dB`. */
import { perLanguage } from './language-in-use.ts';

const oneDecimal = perLanguage(
  (locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
);

export function decibels(gain: number): string {
  const rounded = Math.round(gain * 10) / 10;
  const sign = rounded > 0 ? '+' : rounded < 0 ? '−' : '';
  return `${sign}${oneDecimal().format(Math.abs(rounded))} dB`;
}
