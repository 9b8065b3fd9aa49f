/** Gains as people read them, with the sign that typographers use: `−5.8 dB`. */

export function decibels(gain: number): string {
  const rounded = Math.round(gain * 10) / 10;
  const sign = rounded > 0 ? '+' : rounded < 0 ? '−' : '';
  return `${sign}${Math.abs(rounded).toFixed(1)} dB`;
}
