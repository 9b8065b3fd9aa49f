/** Moments as a person would say them today: the time alone, the day with it, or the date. In the page's language. */
import { perLanguage } from './language-in-use.ts';
import { t } from './text.ts';

const timeOnly = perLanguage((locale) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }));
const dayAndTime = perLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
);
const withYear = perLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }),
);

/** `3 Mar 2024`. Milliseconds since 1970 in. */
export function day(at: number): string {
  return withYear().format(new Date(at));
}

/** `14:02`. Milliseconds since 1970 in. */
export function time(at: number): string {
  return timeOnly().format(new Date(at));
}

/** `Today`, `Yesterday`, or the date. Milliseconds since 1970 in. */
export function dayName(at: number, now = Date.now()): string {
  const today = new Date(now);
  const isOn = (before: number): boolean =>
    new Date(today.getFullYear(), today.getMonth(), today.getDate() - before).toDateString() ===
    new Date(at).toDateString();
  return isOn(0) ? t('Today') : isOn(1) ? t('Yesterday') : day(at);
}

/** `14:02` today, `yesterday, 14:02`, `3 Mar, 14:02` this year, `3 Mar 2024` before. Milliseconds since 1970 in. */
export function moment(at: number, now = Date.now()): string {
  const then = new Date(at);
  const today = new Date(now);
  if (then.toDateString() === today.toDateString()) return timeOnly().format(then);
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (then.toDateString() === yesterday.toDateString()) {
    return t('yesterday, {{time}}', { time: timeOnly().format(then) });
  }
  return then.getFullYear() === today.getFullYear() ? dayAndTime().format(then) : withYear().format(then);
}
