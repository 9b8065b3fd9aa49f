/**
 * The forms that values of typed fields have. Tags of files may hold anything and are kept as they are; what a person
 * types for a field has to have the form that the field table gives the field.
 */

/**
 * `text`: anything. `count`: a whole number. `position`: a whole number or a vinyl side. `tempo`: a positive number.
 * `date`: a year, a month or a day. `flag`: 0 or 1. `uuid`: an identifier (RFC 9562).
 */
export type ValueForm = 'text' | 'count' | 'position' | 'tempo' | 'date' | 'flag' | 'uuid';

const WHOLE = /^\d{1,5}$/;
/**
 * One or two letters, then a number where the side has several tracks: `A`, `B2`, `AA1`. Records number their tracks
 * so, and taggers write it as the track's number; in the mount a renamed file may bring it, too
 * (`fuse/template/template-values.ts`). It cannot be told from a word of two letters, which is taken as well.
 */
const VINYL_SIDE = /^\p{L}{1,2}\d{0,3}$/u;
const DECIMAL = /^\d+(?:\.\d+)?$/;
const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

interface FormRule {
  /** The form in words, for messages: "takes …". */
  readonly words: string;
  readonly fits: (value: string) => boolean;
}

const RULES: Readonly<Record<ValueForm, FormRule>> = {
  text: { words: 'any text', fits: () => true },
  count: { words: 'a whole number from 0 to 99999', fits: (value) => WHOLE.test(value) },
  position: {
    words: 'a whole number from 0 to 99999 or a vinyl side such as A1',
    fits: (value) => WHOLE.test(value) || VINYL_SIDE.test(value),
  },
  tempo: {
    words: 'a number above 0',
    fits: (value) => DECIMAL.test(value) && Number(value) > 0 && Number.isFinite(Number(value)),
  },
  date: { words: 'a date as YYYY, YYYY-MM or YYYY-MM-DD', fits: isDate },
  flag: { words: '0 or 1', fits: (value) => value === '0' || value === '1' },
  uuid: { words: 'a UUID', fits: (value) => UUID.test(value) },
};

/** Whether a value has the form. White space around it is no part of any form but text. */
export function hasForm(value: string, form: ValueForm): boolean {
  return RULES[form].fits(value);
}

/** The form in words, as the end of "the field takes …". */
export function formInWords(form: ValueForm): string {
  return RULES[form].words;
}

/** Year 0 does not count as a year: programs write it where they know none. */
function isDate(value: string): boolean {
  const [, year, month, day] = DATE.exec(value)?.map(Number) ?? [];
  if (year === undefined || year === 0) return false;
  if (Number.isNaN(month)) return true;
  if (month! < 1 || month! > 12) return false;
  return Number.isNaN(day) || (day! >= 1 && day! <= daysIn(year, month!));
}

/** The days of a month, 1 to 12, in the Gregorian calendar. */
function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
