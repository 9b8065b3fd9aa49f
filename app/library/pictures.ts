/**
 * The pictures of a track, as values of the field `picture`. A value is a token:
 *   `file:<n>`       the n-th picture inside the original file
 *   `<type>:<hash>`  a picture in the art store, with its ID3v2 picture type (3 = front cover)
 * So a change of art is an edit like every other, and undoing it needs no copy of the old picture.
 */

/** The ID3v2 picture type of front covers. */
export const FRONT_COVER = 3;

/** Name of the field. */
export const PICTURE_FIELD = 'picture';

export type PictureToken =
  | { readonly kind: 'file'; readonly index: number }
  | { readonly kind: 'stored'; readonly type: number; readonly hash: string };

/** @returns null for a value that is no picture token */
export function parsePictureToken(value: string): PictureToken | null {
  const [head, tail, ...rest] = value.split(':');
  if (rest.length > 0 || tail === undefined) return null;
  if (head === 'file') return /^\d{1,3}$/.test(tail) ? { kind: 'file', index: Number(tail) } : null;
  if (!/^\d{1,2}$/.test(head!) || !/^[0-9a-f]{64}$/.test(tail)) return null;
  return { kind: 'stored', type: Number(head), hash: tail };
}

/** A picture in force: one of the art store, or one of the file's own, with what is known of it. */
export type ResolvedPicture<Own> =
  | { readonly kind: 'stored'; readonly type: number; readonly hash: string }
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
export function storedPicture(type: number, hash: string): string {
  return `${type}:${hash}`;
}

/** The tokens that stand for a file's own pictures, in order; empty when it has none. */
export function filePictures(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `file:${i}`);
}
