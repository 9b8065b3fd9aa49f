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

/** @param fileName stands in for a missing title, without its extension */
export function derivedColumns(tags: Tags, fileName: string): DerivedColumns {
  const title = joinValues(tags['title']) || fileName.replace(/\.[^.]{1,5}$/, '');
  const artist = joinValues(tags['artist']);
  const album = joinValues(tags['album']);
  const albumArtist = joinValues(tags['albumartist']) || artist;
  const titleKey = fold(title);
  const artistKey = fold(artist) || LAST;
  const albumKey = fold(album) || LAST;
  const albumArtistKey = albumArtist === artist ? artistKey : fold(albumArtist) || LAST;
  const artistSort = sortKey(tags, 'artistsort', artistKey);
  // An artist in the place of an album artist brings its name for sorting along.
  const albumArtistSort = tags['albumartist'] ? naturalKey(withoutArticle(albumArtistKey)) : artistSort;
  return {
    title,
    artist,
    album,
    album_artist: albumArtist,
    genre: joinValues(tags['genre']),
    year: yearOf(tags),
    track_number: leadingNumber(tags['tracknumber']),
    disc_number: leadingNumber(tags['discnumber']),
    title_key: titleKey,
    title_sort: sortKey(tags, 'titlesort', titleKey),
    artist_sort: artistSort,
    album_sort: sortKey(tags, 'albumsort', albumKey),
    album_artist_sort: tags['albumartistsort'] ? sortKey(tags, 'albumartistsort', albumArtistKey) : albumArtistSort,
    composer_sort: sortKey(tags, 'composersort', fold(joinValues(tags['composer'])) || LAST),
    artist_key: artistKey,
    album_key: albumKey,
    album_artist_key: albumArtistKey,
    rating: ratingOf(tags),
    favourite: tags['favourite']?.[0] === '1' ? 1 : 0,
  };
}
