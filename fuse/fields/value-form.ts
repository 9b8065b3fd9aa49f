/**
 * The forms that values of typed fields have. Tags of files may hold anything and are kept as they are; what a person
 * types for a field has to have the form that the field table gives the field, and is kept in the form's one spelling.
 */

/**
 * `text`: anything. `count`: a whole number. `position`: a whole number or a vinyl side. `tempo`: a positive number.
 * `decimal`: any number. `duration`: kept as `4:30` or `1:04:30`.
 * `date`: a year, a month or a day. `flag`: kept as 0 or 1. `rating`: 0 to 5 in halves, kept as `4` or `4.5`.
 * `moment`: a day or a time of a day, kept as an instant in UTC (`2024-05-17T10:20:30.000Z`). `uuid`: an identifier
 * (RFC 9562).
 */
export type ValueForm =
  | 'text'
  | 'count'
  | 'position'
  | 'tempo'
  | 'decimal'
  | 'duration'
  | 'date'
  | 'flag'
  | 'rating'
  | 'moment'
  | 'uuid';

const WHOLE = /^\d{1,5}$/;
/**
 * One or two letters, then a number where the side has several tracks: `A`, `B2`, `AA1`. Records number their tracks
 * so, and taggers write it as the track's number; in the mount a renamed file may bring it, too
 * (`fuse/template/template-values.ts`). It cannot be told from a word of two letters, which is taken as well.
 */
const VINYL_SIDE = /^\p{L}{1,2}\d{0,3}$/u;
const DECIMAL = /^\d+(?:\.\d+)?$/;
const SIGNED = /^-?\d{1,15}(?:\.\d{1,15})?$/;
const DURATION = /^(?:(\d{1,4}):)?(\d{1,2}):(\d\d)$/;
const SECONDS = /^\d{1,7}$/;
const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/;
const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,3})?)?(Z?)$/;
const RATING = /^(?:[0-4](?:[.,][05]0?)?|5(?:[.,]00?)?)$/;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const FLAGS: ReadonlyMap<string, string> = new Map([
  ...['1', 'yes', 'true', 'on'].map((word) => [word, '1'] as const),
  ...['0', 'no', 'false', 'off'].map((word) => [word, '0'] as const),
]);

interface FormRule {
  /** The form in words, for messages: "takes …". */
  readonly words: string;
  /** The value in the form's one spelling; null where it does not have the form. */
  readonly read: (value: string) => string | null;
}

/** A rule for a form whose values are kept as they are typed. */
const checked = (words: string, fits: (value: string) => boolean): FormRule => ({
  words,
  read: (value) => (fits(value) ? value : null),
});

const RULES: Readonly<Record<ValueForm, FormRule>> = {
  text: checked('any text', () => true),
  count: checked('a whole number from 0 to 99999', (value) => WHOLE.test(value)),
  position: checked(
    'a whole number from 0 to 99999 or a vinyl side such as A1',
    (value) => WHOLE.test(value) || VINYL_SIDE.test(value),
  ),
  tempo: checked(
    'a number above 0',
    (value) => DECIMAL.test(value) && Number(value) > 0 && Number.isFinite(Number(value)),
  ),
  decimal: checked('a number such as 7 or -2.5', (value) => SIGNED.test(value)),
  duration: { words: 'a duration such as 4:30 or 1:04:30, or its seconds', read: readDuration },
  date: checked('a date as YYYY, YYYY-MM or YYYY-MM-DD', isDate),
  flag: { words: 'yes or no (1 or 0)', read: (value) => FLAGS.get(value.toLowerCase()) ?? null },
  rating: {
    words: 'a rating from 0 to 5 in halves, such as 4 or 4.5',
    read: (value) => (RATING.test(value) ? String(Number(value.replace(',', '.'))) : null),
  },
  moment: { words: 'a time as YYYY-MM-DD or YYYY-MM-DD HH:MM', read: readMoment },
  uuid: checked('a UUID', (value) => UUID.test(value)),
};

/** A value in the one spelling of the form; null where it does not have it. White space is no part of any form but text. */
export function inForm(value: string, form: ValueForm): string | null {
  return RULES[form].read(value);
}

/** The form in words, as the end of "the field takes …". */
export function formInWords(form: ValueForm): string {
  return RULES[form].words;
}

/** Hours, minutes and seconds, or seconds alone. */
function readDuration(value: string): string | null {
  const parts = DURATION.exec(value);
  if (!parts && !SECONDS.test(value)) return null;
  const [hours, minutes, seconds] = parts ? [Number(parts[1] ?? 0), Number(parts[2]), Number(parts[3])] : [0, 0, 0];
  if (minutes > 59 || seconds > 59) return null;
  const all = parts ? hours * 3600 + minutes * 60 + seconds : Number(value);
  const two = (part: number): string => String(part).padStart(2, '0');
  const [whole, rest] = [Math.floor(all / 3600), Math.floor(all / 60) % 60];
  return whole > 0 ? `${whole}:${two(rest)}:${two(all % 60)}` : `${rest}:${two(all % 60)}`;
}

/** Year 0 does not count as a year: programs write it where they know none. */
function isDate(value: string): boolean {
  const [, year, month, day] = DATE.exec(value)?.map(Number) ?? [];
  if (year === undefined || year === 0) return false;
  if (Number.isNaN(month)) return true;
  if (month! < 1 || month! > 12) return false;
  return Number.isNaN(day) || (day! >= 1 && day! <= daysIn(year, month!));
}

/** A day or a time of a day, in local time unless it ends in `Z`, as an instant in UTC. */
function readMoment(value: string): string | null {
  const parts = TIME.exec(value);
  const day = parts ? parts[1]! : value;
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || !isDate(day)) return null;
  if (!parts) return new Date(`${day}T00:00:00`).toISOString();
  const [hour, minute, second] = [parts[2]!, parts[3]!, parts[4] ?? '00'];
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  return new Date(value.replace(' ', 'T')).toISOString();
}

/** The days of a month, 1 to 12, in the Gregorian calendar. */
function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
