/**
 * Lengths of time in the three forms the pages need: on a clock, as a rough span, and spoken. The signs of units (d, h,
 * min, s) are those of the SI, the same in all languages.
 */
import { t } from './text.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `243` → `4:03`, `3723` → `1:02:03`. Seconds in; anything that is no length shows as `–`. */
export function clock(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return '–';
  const whole = Math.floor(seconds);
  const hours = Math.floor(whole / HOUR);
  const minutes = Math.floor((whole % HOUR) / MINUTE);
  const rest = String(whole % MINUTE).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** The two largest units of a span, as read at a glance: `3 d 14 h`, `2 h 5 min`, `20 s`. Seconds in. */
export function span(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds <= 0) return '0 s';
  const whole = Math.round(seconds);
  if (whole < MINUTE) return `${whole} s`;
  if (whole < HOUR) return pair(whole, MINUTE, 'min', 1, 's', whole < 10 * MINUTE);
  if (whole < DAY) return pair(whole, HOUR, 'h', MINUTE, 'min', true);
  return pair(whole, DAY, 'd', HOUR, 'h', true);
}

function pair(
  value: number,
  large: number,
  largeName: string,
  small: number,
  smallName: string,
  precise: boolean,
): string {
  const first = Math.floor(value / large);
  const second = Math.floor((value % large) / small);
  return precise && second > 0 ? `${first} ${largeName} ${second} ${smallName}` : `${first} ${largeName}`;
}

/** For screen readers: `1 minute 47 seconds`. Seconds in. */
export function spokenDuration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return t('unknown');
  const whole = Math.floor(seconds);
  const parts = [
    [Math.floor(whole / HOUR), '{{count}} hours'],
    [Math.floor((whole % HOUR) / MINUTE), '{{count}} minutes'],
    [whole % MINUTE, '{{count}} seconds'],
  ] as const;
  const said = parts.filter(([amount]) => amount > 0).map(([amount, text]) => t(text, { count: amount }));
  return said.length > 0 ? said.join(' ') : t('{{count}} seconds', { count: 0 });
}
