/** The columns of table `track` that lists, sorting and search take from a track's effective tags. */
import { inForm } from '../../fuse/fields/value-form.ts';
import type { Tags } from '../../fuse/formats/layout.ts';
import { fold } from './fold.ts';
import { naturalKey } from './natural-key.ts';
import { withoutArticle } from './sort-articles.ts';

/** Sorts after every text: tracks without an artist or album come last in a list. */
export const LAST = '\u{10ffff}';

/** Derived columns of table `track`. */
export interface DerivedColumns {
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  readonly album_artist: string;
  readonly genre: string;
  readonly year: number | null;
  readonly track_number: number | null;
  readonly disc_number: number | null;
  readonly title_key: string;
  /** By which lists sort: what a tag gives for sorting, else the text itself, in natural order. */
  readonly title_sort: string;
  readonly artist_sort: string;
  readonly album_sort: string;
  readonly album_artist_sort: string;
  readonly composer_sort: string;
  readonly artist_key: string;
  readonly album_key: string;
  readonly album_artist_key: string;
  /** 0 to 5 in halves; null without a rating. */
  readonly rating: number | null;
  readonly favourite: 0 | 1;
}

/** Joins a multi-valued field for display. */
export function joinValues(values: readonly string[] | undefined): string {
  if (!values) return '';
  return values.length === 1 ? values[0]! : values.join('; ');
}

function leadingNumber(values: readonly string[] | undefined): number | null {
  const digits = values?.[0]?.match(/^\s*(\d{1,9})/);
  return digits ? Number(digits[1]) : null;
}

/** The year of a date as tags write it: four digits anywhere in it. */
export function yearOf(tags: Tags): number | null {
  const digits = (tags['date'] ?? tags['originaldate'] ?? tags['year'])?.[0]?.match(/\d{4}/);
  return digits ? Number(digits[0]) : null;
}

/** The rating, where the tag has the form of one: a file may say anything. */
function ratingOf(tags: Tags): number | null {
  const value = tags['rating']?.[0];
  return value === undefined || inForm(value, 'rating') === null ? null : Number(value);
}

/** The key of what a tag gives for sorting; where it gives nothing, of the text itself. */
function sortKey(tags: Tags, field: string, key: string): string {
  return naturalKey((tags[field] && fold(joinValues(tags[field]))) || withoutArticle(key));
}

/** What lists show of a track, and what the full-text index has. */
export type ShownTexts = Pick<DerivedColumns, 'title' | 'artist' | 'album' | 'album_artist' | 'genre'>;

/** @param fileName stands in for a missing title, without its extension */
export function shownTexts(tags: Tags, fileName: string): ShownTexts {
  const artist = joinValues(tags['artist']);
  return {
    title: joinValues(tags['title']) || fileName.replace(/\.[^.]{1,5}$/, ''),
    artist,
    album: joinValues(tags['album']),
    album_artist: joinValues(tags['albumartist']) || artist,
    genre: joinValues(tags['genre']),
  };
}

/** @param fileName stands in for a missing title, without its extension */
export function derivedColumns(tags: Tags, fileName: string): DerivedColumns {
  const shown = shownTexts(tags, fileName);
  const title = titleColumns(tags, shown);
  const artist = artistColumns(tags, shown);
  const album = albumColumns(tags, shown);
  const plain = plainColumns(tags, shown);
  // Name by name: a scan makes these of every file, and joining the parts by `...` takes longer than deriving them.
  return {
    title: shown.title,
    artist: shown.artist,
    album: shown.album,
    album_artist: shown.album_artist,
    genre: shown.genre,
    year: plain.year,
    track_number: plain.track_number,
    disc_number: plain.disc_number,
    title_key: title.title_key,
    title_sort: title.title_sort,
    artist_sort: artist.artist_sort,
    album_sort: album.album_sort,
    album_artist_sort: artist.album_artist_sort,
    composer_sort: composerColumns(tags).composer_sort,
    artist_key: artist.artist_key,
    album_key: album.album_key,
    album_artist_key: artist.album_artist_key,
    rating: plain.rating,
    favourite: plain.favourite,
  };
}

/** Those columns of `after` that differ from those of `before`. Only what may differ is derived. */
export function changedColumns(before: Tags, after: Tags, fileName: string): Partial<DerivedColumns> {
  const parts = PARTS.filter(({ fields }) => fields.some((field) => before[field] !== after[field]));
  if (parts.length === 0) return {};
  const columnsOf = (tags: Tags): Partial<DerivedColumns> => {
    const shown = shownTexts(tags, fileName);
    return Object.assign({}, ...parts.map(({ derive }) => derive(tags, shown)));
  };
  const old = columnsOf(before);
  const now = columnsOf(after);
  const names = Object.keys(now) as (keyof DerivedColumns)[];
  return Object.fromEntries(names.flatMap((name) => (old[name] === now[name] ? [] : [[name, now[name]]])));
}

/** Columns that are derived together from some fields. */
interface Part {
  readonly fields: readonly string[];
  readonly derive: (tags: Tags, shown: ShownTexts) => Partial<DerivedColumns>;
}

const PARTS: readonly Part[] = [
  { fields: ['title', 'titlesort'], derive: titleColumns },
  { fields: ['artist', 'artistsort', 'albumartist', 'albumartistsort'], derive: artistColumns },
  { fields: ['album', 'albumsort'], derive: albumColumns },
  { fields: ['composer', 'composersort'], derive: composerColumns },
  {
    fields: ['genre', 'date', 'originaldate', 'year', 'tracknumber', 'discnumber', 'rating', 'favourite'],
    derive: plainColumns,
  },
];

type Columns<Name extends keyof DerivedColumns> = Pick<DerivedColumns, Name>;

function titleColumns(tags: Tags, { title }: ShownTexts): Columns<'title' | 'title_key' | 'title_sort'> {
  const key = fold(title);
  return { title, title_key: key, title_sort: sortKey(tags, 'titlesort', key) };
}

function artistColumns(
  tags: Tags,
  { artist, album_artist }: ShownTexts,
): Columns<'artist' | 'album_artist' | 'artist_sort' | 'album_artist_sort' | 'artist_key' | 'album_artist_key'> {
  const key = fold(artist) || LAST;
  const albumArtistKey = album_artist === artist ? key : fold(album_artist) || LAST;
  const sort = sortKey(tags, 'artistsort', key);
  // An artist in the place of an album artist brings its name for sorting along.
  const albumArtistSort = tags['albumartist'] ? naturalKey(withoutArticle(albumArtistKey)) : sort;
  return {
    artist,
    album_artist,
    artist_sort: sort,
    album_artist_sort: tags['albumartistsort'] ? sortKey(tags, 'albumartistsort', albumArtistKey) : albumArtistSort,
    artist_key: key,
    album_artist_key: albumArtistKey,
  };
}

function albumColumns(tags: Tags, { album }: ShownTexts): Columns<'album' | 'album_key' | 'album_sort'> {
  const key = fold(album) || LAST;
  return { album, album_key: key, album_sort: sortKey(tags, 'albumsort', key) };
}

function composerColumns(tags: Tags): Columns<'composer_sort'> {
  return { composer_sort: sortKey(tags, 'composersort', fold(joinValues(tags['composer'])) || LAST) };
}

function plainColumns(
  tags: Tags,
  { genre }: ShownTexts,
): Columns<'genre' | 'year' | 'track_number' | 'disc_number' | 'rating' | 'favourite'> {
  return {
    genre,
    year: yearOf(tags),
    track_number: leadingNumber(tags['tracknumber']),
    disc_number: leadingNumber(tags['discnumber']),
    rating: ratingOf(tags),
    favourite: tags['favourite']?.[0] === '1' ? 1 : 0,
  };
}
