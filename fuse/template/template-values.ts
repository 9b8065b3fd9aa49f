/**
 * What the names in a template show of a track: fields of the field table, parts of dates, and what is known of the
 * original (its extension, its number, when it was added).
 *
 * A template value has a *value*, which is empty where the track has none (`${a|b}`, `[ … ]`, `%if` and `%ifdef`
 * test it), and a *stand-in* that is shown in its place where a template names it without such a condition:
 * `Unknown Artist`, the original's file name for a title, `00` for a number, as in beets.
 */
import { findField } from '../fields/find-field.ts';
import { tagValues } from '../formats/tags/tag-values.ts';
import { momentText, parseDate, withDatePart } from './dates.ts';
import type { TemplateEntry } from './entry.ts';

/** What a tag has to become; `null` removes it. */
export interface TagChange {
  readonly tag: string;
  readonly values: readonly string[] | null;
}

export interface TemplateValue {
  /** One name for all spellings. */
  readonly name: string;
  /** The value, empty when the track has none. */
  readonly value: (entry: TemplateEntry) => string;
  /** What is shown where there is no value. */
  readonly standIn: (entry: TemplateEntry) => string;
  /** `false` for what every track has, whatever its tags: a section is never left out because of it. */
  readonly mayBeMissing: boolean;
  /**
   * The change of tags with which this text is shown, or nothing where the text is empty; `null` where it can never be
   * shown. Absent where the value is made of no tag.
   */
  readonly change?: (shown: string, entry: TemplateEntry) => TagChange | null;
}

/** What stands between several values of one field; `%first` splits at it. */
export const VALUE_SEPARATOR = '; ';

function text(key: string): (entry: TemplateEntry) => string {
  return (entry) => {
    const values = tagValues(entry.tags, key);
    if (values === undefined) return '';
    // Almost every field has one value.
    return values.length === 1 ? (values[0] ?? '') : values.filter((value) => value !== '').join(VALUE_SEPARATOR);
  };
}

const nothing = (): string => '';

function tag(key: string, standIn: (entry: TemplateEntry) => string = nothing): TemplateValue {
  const many = findField(key)?.many ?? false;
  const change = (shown: string, entry: TemplateEntry): TagChange => {
    // A field that takes one value is split only where the track has several already.
    const isList = many || (tagValues(entry.tags, key)?.length ?? 0) > 1;
    const values = isList ? shown.split(VALUE_SEPARATOR).filter((value) => value !== '') : [shown];
    return { tag: key, values: shown === '' ? null : values };
  };
  return { name: key, value: text(key), standIn, mayBeMissing: true, change };
}

function always(name: string, value: (entry: TemplateEntry) => string): TemplateValue {
  return { name, value, standIn: value, mayBeMissing: false };
}

/** A number with leading zeros; text that is no number (a vinyl side, "A1") is left as it is. */
function padded(key: string, width: (entry: TemplateEntry) => number): TemplateValue {
  const read = text(key);
  return {
    name: key,
    value: (entry) => {
      const raw = read(entry).trim();
      const digits = /^(\d{1,9})(?:\s*\/\s*\d*)?$/.exec(raw)?.[1];
      if (digits === undefined) return raw;
      const number = Number(digits);
      // Number 0 is how many programs write "none".
      return number === 0 ? '' : String(number).padStart(width(entry), '0');
    },
    standIn: (entry) => '0'.repeat(width(entry)),
    mayBeMissing: true,
    change: (shown) => {
      if (/^0*$/.test(shown)) return { tag: key, values: null };
      if (/^\d{1,9}$/.test(shown)) return { tag: key, values: [String(Number(shown))] };
      // A side of a vinyl record counts as a number; other text would make every name readable as one.
      return /^\p{L}{1,2}\d{0,3}$/u.test(shown) ? { tag: key, values: [shown] } : null;
    },
  };
}

function digitsFor(total: (entry: TemplateEntry) => string): (entry: TemplateEntry) => number {
  return (entry) => Math.max(2, Math.min(4, /^\s*0*(\d+)\s*$/.exec(total(entry))?.[1]?.length ?? 0));
}

function firstOf(...keys: readonly string[]): (entry: TemplateEntry) => string {
  const readers = keys.map(text);
  return (entry) => {
    for (const read of readers) {
      const value = read(entry);
      if (value !== '') return value;
    }
    return '';
  };
}

/** A part of a date that a tag writes as one text; the first of these that there is. */
function datePart(name: string, keys: readonly [string, ...string[]], part: 'year' | 'month' | 'day'): TemplateValue {
  const width = part === 'year' ? 4 : 2;
  const read = firstOf(...keys);
  return {
    name,
    value: (entry) => {
      const number = parseDate(read(entry))?.[part];
      return number === null || number === undefined || number === 0 ? '' : String(number).padStart(width, '0');
    },
    standIn: () => '0'.repeat(width),
    mayBeMissing: true,
    change: (shown, entry) => {
      const key = keys.find((candidate) => text(candidate)(entry) !== '') ?? keys[0];
      if (shown !== '' && !(shown.length === width && /^\d+$/.test(shown))) return null;
      const date = withDatePart(text(key)(entry), part, /^0*$/.test(shown) ? null : shown);
      return date === null ? null : { tag: key, values: date === '' ? null : [date] };
    },
  };
}

const RELEASED = ['date', 'year', 'originaldate', 'originalyear'] as const;
const FIRST_RELEASED = ['originaldate', 'originalyear'] as const;
const trackDigits = digitsFor(text('totaltracks'));
const twoDigits = (): number => 2;

export function isCompilation(entry: TemplateEntry): boolean {
  const value = text('compilation')(entry).trim().toLowerCase();
  return value !== '' && value !== '0' && value !== 'false';
}

const artistStandIn = (entry: TemplateEntry): string => text('albumartist')(entry) || 'Unknown Artist';
const albumArtistStandIn = (entry: TemplateEntry): string =>
  isCompilation(entry) ? 'Various Artists' : text('artist')(entry) || 'Unknown Artist';
const titleStandIn = (entry: TemplateEntry): string => entry.fileName || 'Untitled';
const compilation: TemplateValue = {
  name: 'compilation',
  value: (entry) => (isCompilation(entry) ? 'True' : ''),
  standIn: nothing,
  mayBeMissing: true,
  change: (shown) =>
    shown === 'True'
      ? { tag: 'compilation', values: ['1'] }
      : shown === ''
        ? { tag: 'compilation', values: null }
        : null,
};
const extension = always('format', (entry) => entry.extension.toLowerCase());

/** What is not simply a tag, by the names of the field table and by names that only templates know. */
const SPECIAL: ReadonlyMap<string, TemplateValue> = new Map([
  ['artist', tag('artist', artistStandIn)],
  ['albumartist', tag('albumartist', albumArtistStandIn)],
  ['album', tag('album', () => 'Unknown Album')],
  ['title', tag('title', titleStandIn)],
  ['genre', tag('genre', () => 'Unknown Genre')],
  ['composer', tag('composer', () => 'Unknown Composer')],
  ['compilation', compilation],
  ['tracknumber', padded('tracknumber', trackDigits)],
  ['totaltracks', padded('totaltracks', trackDigits)],
  ['discnumber', padded('discnumber', twoDigits)],
  ['totaldiscs', padded('totaldiscs', twoDigits)],
  ['year', datePart('year', RELEASED, 'year')],
  ['month', datePart('month', RELEASED, 'month')],
  ['day', datePart('day', RELEASED, 'day')],
  ['original_year', datePart('original year', FIRST_RELEASED, 'year')],
  ['original_month', datePart('original month', FIRST_RELEASED, 'month')],
  ['original_day', datePart('original day', FIRST_RELEASED, 'day')],
  ['added', always('added', (entry) => momentText(entry.addedAt))],
  ['id', always('id', (entry) => String(entry.id))],
  ['format', extension],
  ['extension', extension],
  ['format_upper', always('format_upper', (entry) => entry.extension.toUpperCase())],
]);

/** Of the special ones, those that differ from their tag only in what stands in for it. */
const PLAIN: ReadonlySet<string> = new Set(['artist', 'albumartist', 'album', 'title', 'genre', 'composer']);

/**
 * The name under which a value is found: a name that templates know in a sense of their own (`year` is a part of the
 * date) comes first, then a field of the table. What Descant measures has no tag, so such a name is a custom tag here.
 */
function plainName(name: string): string {
  if (SPECIAL.has(name)) return name;
  const field = findField(name);
  return field === undefined || field.readOnly ? name : field.name;
}

/** The value that this lower-case name shows. A name that is not known is a custom tag of that name. */
export function templateValue(name: string): TemplateValue {
  const plain = plainName(name);
  return SPECIAL.get(plain) ?? tag(plain);
}

/** The tag behind a lower-case name that shows one tag as it is, or `null` for a value that is worked out. */
export function tagOfValue(name: string): string | null {
  const plain = plainName(name);
  return SPECIAL.has(plain) && !PLAIN.has(plain) ? null : plain;
}

/** Names whose value is the original's extension: a template that ends in one brings its own. */
export function isExtension(name: string): boolean {
  return name === 'format' || name === 'extension';
}
