/**
 * The pictures of a track, as values of the field `picture`. A value is a token:
 *   `file:<n>`       the n-th picture inside the original file
 *   `<type>:<hash>`  a picture in the art store, with its ID3v2 picture type (3 = front cover)
 *   `<type>:<hash>:<description>`  the same with a description, which may hold anything
 * So a change of art is an edit like every other, and undoing it needs no copy of the old picture.
 */

/** The ID3v2 picture type of front covers. */
export const FRONT_COVER = 3;

/** Name of the field. */
export const PICTURE_FIELD = 'picture';

export type PictureToken =
  | { readonly kind: 'file'; readonly index: number }
  | { readonly kind: 'stored'; readonly type: number; readonly hash: string; readonly description: string };

const FILE_TOKEN = /^file:(\d{1,3})$/;
const STORED_TOKEN = /^(\d{1,2}):([0-9a-f]{64})(?::(.*))?$/s;

/** @returns null for a value that is no picture token */
export function parsePictureToken(value: string): PictureToken | null {
  const file = FILE_TOKEN.exec(value);
  if (file) return { kind: 'file', index: Number(file[1]) };
  const [, type, hash, description = ''] = STORED_TOKEN.exec(value) ?? [];
  return hash === undefined ? null : { kind: 'stored', type: Number(type), hash, description };
}

/** A picture in force: one of the art store, or one of the file's own, with what is known of it. */
export type ResolvedPicture<Own> =
  | Extract<PictureToken, { kind: 'stored' }>
  | { readonly kind: 'file'; readonly index: number; readonly picture: Own };

/**
 * What the tokens `values` stand for, in order. Tokens that stand for nothing are left out.
 * @param own the file's own pictures, in order
 */
export function resolvePictures<Own>(values: readonly string[], own: readonly Own[]): ResolvedPicture<Own>[] {
  return values.flatMap((value): ResolvedPicture<Own>[] => {
    const token = parsePictureToken(value);
    if (token?.kind !== 'file') return token ? [token] : [];
    const picture = own[token.index];
    return picture === undefined ? [] : [{ ...token, picture }];
  });
}

/** Token of a picture in the art store. */
export function storedPicture(type: number, hash: string, description = ''): string {
  return description === '' ? `${type}:${hash}` : `${type}:${hash}:${description}`;
}

/** The tokens that stand for a file's own pictures, in order; empty when it has none. */
export function filePictures(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `file:${i}`);
}
