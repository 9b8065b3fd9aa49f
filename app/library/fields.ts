/**
 * The names of tag fields as people type them: Picard's tag names, plus the short names that beets made
 * common (`track`, `disc`, `year`, `albumartist` in several spellings).
 */

/** Field names that stand for another one. */
const ALIASES: Readonly<Record<string, string>> = {
  track: 'tracknumber',
  tracktotal: 'totaltracks',
  disc: 'discnumber',
  disctotal: 'totaldiscs',
  year: 'date',
  album_artist: 'albumartist',
  comments: 'comment',
  genres: 'genre',
  artists: 'artist',
  art: 'picture',
  cover: 'picture',
};

/** The pictures of a track are edited like a field of this name; see `pictures.ts`. */
export const PICTURE_FIELD = 'picture';

/** A field name that cannot be used. */
export class FieldNameError extends Error {
  readonly code = 'BAD_FIELD';
  constructor(name: string) {
    super(`"${name}" cannot be a field name: use letters, digits, spaces and - _ . : only`);
    this.name = 'FieldNameError';
  }
}

/** Anything that every tag format can carry as a custom name. */
const VALID = /^[\p{L}\p{N}][\p{L}\p{N} _.:/()-]{0,126}$/u;

/**
 * The field that a person means by `name`.
 * @throws FieldNameError
 */
export function fieldName(name: string): string {
  const lower = name.trim().toLowerCase();
  if (!VALID.test(lower)) throw new FieldNameError(name);
  return ALIASES[lower] ?? lower;
}
