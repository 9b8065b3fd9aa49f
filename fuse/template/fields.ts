/**
 * The fields of a template: how a name that beets' or Picard's users know becomes a value of a track.
 *
 * A field has a *value*, which is empty where the track has none (this is what `${a|b}`, `[ … ]`, `%if` and
 * `%ifdef` look at), and a *stand-in* that is shown in its place where a template names the field without
 * such a condition: `Unknown Artist`, the original's file name for a title, `00` for a number, as in beets.
 */
import { momentText, parseDate, withDatePart } from './dates.ts';
import type { TemplateEntry } from './entry.ts';

/** What a tag has to become; `null` removes it. */
export interface TagChange {
  readonly tag: string;
  readonly values: readonly string[] | null;
}

export interface Field {
  /** One name for all spellings of the field. */
  readonly name: string;
  /** The value, empty when the track has none. */
  readonly value: (entry: TemplateEntry) => string;
  /** What is shown where there is no value. */
  readonly standIn: (entry: TemplateEntry) => string;
  /** `false` for what every track has, whatever its tags: a section is never left out because of it. */
  readonly mayBeMissing: boolean;
  /**
   * The change of tags with which the field shows this text, or nothing where the text is empty; `null` where it
   * can never show that. Absent where the field is made of no tag.
   */
  readonly change?: (shown: string, entry: TemplateEntry) => TagChange | null;
}

/** What stands between several values of one field; `%first` splits at it. */
export const VALUE_SEPARATOR = '; ';

/** Names that beets uses where Picard's tag is called differently. */
const ALIASES: Readonly<Record<string, string>> = {
  album_artist: 'albumartist',
  albumartist_sort: 'albumartistsort',
  albumartists: 'albumartist',
  artist_sort: 'artistsort',
  albumtype: 'releasetype',
  albumtypes: 'releasetype',
  albumstatus: 'releasestatus',
  catalognum: 'catalognumber',
  comments: 'comment',
  composer_sort: 'composersort',
  country: 'releasecountry',
  disctitle: 'discsubtitle',
  encoder: 'encodedby',
  genres: 'genre',
  mb_albumid: 'musicbrainz_albumid',
  mb_albumartistid: 'musicbrainz_albumartistid',
  mb_artistid: 'musicbrainz_artistid',
  mb_releasegroupid: 'musicbrainz_releasegroupid',
  mb_trackid: 'musicbrainz_recordingid',
  mb_workid: 'musicbrainz_workid',
  trackdisambig: 'subtitle',
};

function text(key: string): (entry: TemplateEntry) => string {
  return (entry) => {
    const values = entry.tags[key];
    if (values === undefined) return '';
    // Almost every field has one value.
    return values.length === 1 ? (values[0] ?? '') : values.filter((value) => value !== '').join(VALUE_SEPARATOR);
  };
}

const nothing = (): string => '';

/** Fields that name several people or things at once. Others have several values only where they have them already. */
const LISTS = new Set(
  'artist artists albumartist artistsort albumartistsort composer composersort lyricist writer conductor arranger remixer producer engineer mixer djmixer performer director genre mood label catalognumber isrc language releasecountry releasetype'.split(
    ' ',
  ),
);

function tag(key: string, standIn: (entry: TemplateEntry) => string = nothing): Field {
  const change = (shown: string, entry: TemplateEntry): TagChange => {
    const isList = LISTS.has(key) || (entry.tags[key]?.length ?? 0) > 1;
    const values = isList ? shown.split(VALUE_SEPARATOR).filter((value) => value !== '') : [shown];
    return { tag: key, values: shown === '' ? null : values };
  };
  return { name: key, value: text(key), standIn, mayBeMissing: true, change };
}

function always(name: string, value: (entry: TemplateEntry) => string): Field {
  return { name, value, standIn: value, mayBeMissing: false };
}

/** A number with leading zeros; text that is no number (a vinyl side, "A1") is left as it is. */
function padded(key: string, width: (entry: TemplateEntry) => number): Field {
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
function datePart(name: string, keys: readonly [string, ...string[]], part: 'year' | 'month' | 'day'): Field {
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
const compilation: Field = {
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
const track = padded('tracknumber', trackDigits);
const trackTotal = padded('totaltracks', trackDigits);
const disc = padded('discnumber', twoDigits);
const discTotal = padded('totaldiscs', twoDigits);
const format = always('format', (entry) => entry.extension.toLowerCase());

const SPECIAL: Readonly<Record<string, Field>> = {
  artist: tag('artist', artistStandIn),
  albumartist: tag('albumartist', albumArtistStandIn),
  album: tag('album', () => 'Unknown Album'),
  title: tag('title', titleStandIn),
  genre: tag('genre', () => 'Unknown Genre'),
  composer: tag('composer', () => 'Unknown Composer'),
  comp: compilation,
  compilation,
  track,
  tracknumber: track,
  tracktotal: trackTotal,
  totaltracks: trackTotal,
  disc,
  discnumber: disc,
  disctotal: discTotal,
  totaldiscs: discTotal,
  year: datePart('year', RELEASED, 'year'),
  month: datePart('month', RELEASED, 'month'),
  day: datePart('day', RELEASED, 'day'),
  original_year: datePart('original year', FIRST_RELEASED, 'year'),
  original_month: datePart('original month', FIRST_RELEASED, 'month'),
  original_day: datePart('original day', FIRST_RELEASED, 'day'),
  added: always('added', (entry) => momentText(entry.addedAt)),
  id: always('id', (entry) => String(entry.id)),
  format,
  extension: format,
  format_upper: always('format_upper', (entry) => entry.extension.toUpperCase()),
};

/** Of the special ones, those that differ from their tag only in what stands in for it. */
const PLAIN: ReadonlySet<string> = new Set(['artist', 'albumartist', 'album', 'title', 'genre', 'composer']);

/** The field of this lower-case name. A name that nobody knows is a custom tag of that name. */
export function fieldOf(name: string): Field {
  const plain = ALIASES[name] ?? name;
  return Object.hasOwn(SPECIAL, plain) ? (SPECIAL[plain] as Field) : tag(plain);
}

/** The tag behind a lower-case field name that shows one tag as it is, or `null` for a field that is worked out. */
export function tagOfField(name: string): string | null {
  const plain = ALIASES[name] ?? name;
  return Object.hasOwn(SPECIAL, plain) && !PLAIN.has(plain) ? null : plain;
}

/** Fields whose value is the original's extension: a template that ends in one brings its own. */
export function isExtensionField(name: string): boolean {
  return name === 'format' || name === 'extension';
}
